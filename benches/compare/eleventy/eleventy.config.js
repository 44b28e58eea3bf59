// Which playbook is read says PLAYBOOK; where the report goes, the command line's --output.
export default function (config) {
  config.setUseGitIgnore(false);
  config.setQuietMode(true);
}
