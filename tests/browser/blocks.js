// The mean brightness of each square block of a picture: a list of rows.
const [picture, side, done] = arguments;
const image = new Image();
image.onerror = () => done(null);
image.onload = () => {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const rows = [];
  for (let y = 0; y + side <= image.height; y += side) {
    const row = [];
    for (let x = 0; x + side <= image.width; x += side) {
      const { data } = context.getImageData(x, y, side, side);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4) sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
      row.push(Math.round((sum * 4) / data.length));
    }
    rows.push(row);
  }
  done(rows);
};
image.src = "data:image/png;base64," + picture;
