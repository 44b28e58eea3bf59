# Words of the theme, in English. One message a line; what stands in { } is put in by the program.
# See docs/content/translating.md.

## Numbers and dates in words

count-deals = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
}
count-days = { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
count-minutes = { $n ->
    [one] { NUMBER($n) } minute
   *[other] { NUMBER($n) } minutes
}
count-hours = { NUMBER($n) } hours
span-days = { NUMBER($n) } days
short-hours = { $n } h
k-of-n = { $k } of { $n }
low-to-high = { $low } to { $high }
less-than = under { $value }
money-a-day = { $money } a day
period-all = all time
period-all-short = all
in-all = since { $month }
in-quarter = in { $period }
in-month = in { $period }
in-year = in { $period }
in-so-far = { $within } so far
name-so-far = { $name } so far
by-channel = channel
by-campaign = campaign
by-owner = owner
by-segment = segment
by-region = region
by-kind = kind
side-marketing = marketing
side-sales = sales
side-both = both
name-not-known = not known

## Headlines and first sentences

funnel-title-empty = No deals were created in this period
funnel-title-most-lost = Most are lost between “{ $from }” and “{ $to }”: { NUMBER($lost) } of { NUMBER($of) }
funnel-title-few-lost = { NUMBER($lost) } of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost so far: too few to tell where most are lost
funnel-title-alike = { NUMBER($lost) } of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost so far, at no step clearly the most
funnel-title-none-lost = None of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } is lost so far; { NUMBER($open) } still open
funnel-title-all-won = All { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } reached the win
funnel-lead-empty = No deal was created { $within }
funnel-lead = Of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } created { $within }, { $won ->
    [0] none was won
    [one] { NUMBER($won) } was won
   *[other] { NUMBER($won) } were won
    } so far, and { $open ->
    [0] none is still open
    [one] { NUMBER($open) } is still open
   *[other] { NUMBER($open) } are still open
}
nothing-won-title = Nothing was won in this period
split-title = Marketing had { $cost } of the cost and brought { $won } of what was won
split-title-no-cost = Marketing brought { $won } of what was won
split-title-unknown = Nobody wrote down who brought what was won
split-title-few = { $n ->
    [one] One deal was won
   *[other] { NUMBER($n) } deals were won
    }: too few to tell which side brings more
trend-title-no-period = { $metric }: no period yet
trend-title-no-value = { $metric }: no value { $within }
trend-title = { $metric }: { $value } { $within }
trend-title-same = { $start }, as { $then }
trend-title-unclear = { $start }, no clear change from { $before } { $then }
trend-title-few = { $start }, { $before } { $then }: too few deals to compare
trend-title-up = { $start }, up from { $before } { $then }
trend-title-down = { $start }, down from { $before } { $then }
cohorts-title-empty = No cohort is old enough to tell
cohorts-title-few = Over all quarters, { NUMBER($won) } of { $of ->
    [one] { NUMBER($of) } deal was
   *[other] { NUMBER($of) } deals were
    } won within { NUMBER($days) } days
cohorts-title = Over all quarters, { NUMBER($won) } of 100 deals were won within { NUMBER($days) } days
attribution-lead = “{ $campaign }” gets the most credit for what was won { $within }: { $range }, by the way of counting
attribution-lead-few = { $money } was won { $within } in { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    }; no campaign touched enough of them to tell which helps most
attribution-lead-untouched = { $money } was won { $within }, and no campaign touched any of it
attribution-lead-empty = Nothing was won { $within }
disputed-title-empty = No campaign has credit for a win yet
disputed-title-agree = All ways of counting agree
disputed-title-few = { $n ->
    [one] One deal was won
   *[other] { NUMBER($n) } deals were won
    }: too few to judge a campaign by
disputed-title = Most disputed: “{ $campaign }”, worth { $low } or { $high }
flow-title-empty = No deal was created in this period
flow-title = Most deals came from { $channel }: { NUMBER($n) } of { NUMBER($all) }, { NUMBER($won) } of them won so far
flow-title-few = { $n ->
    [one] One deal came in
   *[other] { NUMBER($n) } deals came in
    }: too few to tell from where most come
flow-title-same = As many deals came from { $channel } as from { $other }: { NUMBER($n) } each of { NUMBER($all) }
forecast-title-no-month = No whole month lies ahead within the horizon
forecast-title-too-few = Too few deals to say what is ahead
forecast-title = { $month } should bring { $expected }; four times in five it is between { $low } and { $high }
left-truncation = The data seems to start in the middle of the business: deals that had begun before { $first } are not in it. Do not compare cohorts and win rates up to { $until } with later ones.
incidence-title = { NUMBER($n) } of 100 deals at “{ $from }” reach “{ $to }” within { NUMBER($days) } days
incidence-title-few = { NUMBER($k) } of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } at “{ $from }” have reached “{ $to }” so far
incidence-title-empty = No deal reached “{ $from }” in this period
dots-title-few = { $metric }: too few deals to tell by { $by } which is ahead
dots-title-clear = { $metric }: “{ $high }” is clearly ahead of “{ $low }”
dots-title-unclear = { $metric }: no clear difference by { $by }
dumbbell-title-none-won = No channel has brought a win in this period
dumbbell-title-no-spend = No campaign spend in this period
dumbbell-title = “{ $best }” has { $best_spend } of the spend and { $best_won } of what was won; “{ $worst }” { $worst_spend } and { $worst_won }
dumbbell-title-few = { $n ->
    [one] One deal was won
   *[other] { NUMBER($n) } deals were won
    }: too few to tell which channel earns its money
dumbbell-title-worst = “{ $worst }” has { $spend } of the spend and { $won } of what was won
dumbbell-title-one = What was spent, beside what was won
losses-title-empty = No deal was lost in this period
losses-title-no-reason = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost, and no reason written down
losses-title-where-written = Where a reason is written down, it is most often “{ $reason }”
losses-title = Most often “{ $reason }”: { NUMBER($k) } of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost
losses-title-few = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost: too few to tell what the usual reason is
losses-title-same = As often “{ $reason }” as “{ $other }”: { NUMBER($k) } each of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost
needs-chart-title = “{ $need }”: of { $closed ->
    [one] { NUMBER($closed) } decided deal
   *[other] { NUMBER($closed) } decided deals
    } { $won ->
    [0] none was won
    [one] { NUMBER($won) } was won
   *[other] { NUMBER($won) } were won
}
needs-chart-none-closed = No deal with a need is decided yet
needs-chart-none = No need is written down yet
needs-chart-few = Too few deals are decided to tell which needs go with a win
losses-stage-title = Most are lost at “{ $stage }”: { NUMBER($n) } of { NUMBER($all) }
losses-stage-title-few = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost: too few to tell at which stage most are
timeline-title-won = Won after { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
}
timeline-title-lost = Lost at “{ $stage }” after { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
}
timeline-title-open = Open for { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
    }, at “{ $stage }” for { $there ->
    [one] { NUMBER($there) } day
   *[other] { NUMBER($there) } days
}
overview-title-empty = There are no deals yet
overview-lead-empty = The numbers come with the first file in content/deals/.
overview-lead = { $leads ->
    [one] { NUMBER($leads) } new deal
   *[other] { NUMBER($leads) } new deals
    } came in, sales won { $won ->
    [0] none
    [one] { NUMBER($won) } deal
   *[other] { NUMBER($won) } deals
    }, and { $lost ->
    [0] none was
    [one] { NUMBER($lost) } was
   *[other] { NUMBER($lost) } were
    } lost.
overview-lead-worth = { $leads ->
    [one] { NUMBER($leads) } new deal
   *[other] { NUMBER($leads) } new deals
    } came in, sales won { $won ->
    [0] none
    [one] { NUMBER($won) } deal
   *[other] { NUMBER($won) } deals
    } worth { $worth }, and { $lost ->
    [0] none was
    [one] { NUMBER($lost) } was
   *[other] { NUMBER($lost) } were
    } lost.
overview-lead-before = { $within } there were { $leads ->
    [one] { NUMBER($leads) } new deal
   *[other] { NUMBER($leads) } new deals
    } and { $won ->
    [one] { NUMBER($won) } win
   *[other] { NUMBER($won) } wins
    }.
overview-more-deals = more new deals
overview-fewer-deals = fewer new deals
overview-same-deals = as many new deals
overview-more-wins = more wins
overview-fewer-wins = fewer wins
overview-same-wins = as many wins
overview-title-compared = { $period }: { $deals }, { $wins }
overview-title-running = { $period } so far: { $leads ->
    [one] { NUMBER($leads) } new deal
   *[other] { NUMBER($leads) } new deals
    }, { $won ->
    [one] { NUMBER($won) } win
   *[other] { NUMBER($won) } wins
}
overview-title-all = { $leads ->
    [one] { NUMBER($leads) } deal
   *[other] { NUMBER($leads) } deals
    } so far, { $won ->
    [0] no win yet
    [one] { NUMBER($won) } win
   *[other] { NUMBER($won) } wins
}

## Figures

reason-no-cost = no cost is written down
reason-too-early = not known before { $date }: the deals have not been seen for long enough
incomplete = incomplete
caveat-gap = no entry for { $months } in `{ $file }`
caveat-incomplete = Incomplete: { $gaps }{ $more ->
    [0] { "" }
    [one] { "" } and in one more file
   *[other] { "" } and in { NUMBER($more) } more files
    }.
caveat-share = Of the costs that both sides share, { $share } count as marketing’s.
caveat-pending = { $n ->
    [one] { NUMBER($n) } more is not decided yet.
   *[other] { NUMBER($n) } more are not decided yet.
}
caveat-young = Not all of its deals have had { $days } days yet: it can still change.
reason-no-promise = no promise is set
reason-promise-of-months = it is of months: look at a month, a quarter or a year
reason-no-quota = no quota is set for this period
reason-few-answered = fewer than half are answered, or none was handed over
reason-nothing-happened = nothing of the kind happened in this period
reason-no-deal = there is no deal to take it from in this period
parts-promised = { $k } of { $n } promised
parts-money-for = { $money } for { $n }
of-deals = of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
}
taken-over = worked out from { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
}
change-none = no change
change-points = { $n } points
change-base = vs { $period }: { $value }
change-base-at-age = vs { $period } after { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
    }: { $value }
change-better = better
change-worse = worse
change-unclear = (no clear difference)
change-few = (too few deals to compare)

## The frame of every page

frame-feed-title = { $title }: findings
frame-skip = Skip to the page
frame-menu = Menu
frame-pages = Pages
frame-close = Close
frame-period = Period
frame-other-periods = Other periods than
frame-where = Where you are
frame-data-up-to = Data up to [date].
frame-left-out = { $n ->
    [one] { NUMBER($n) } record left out
   *[other] { NUMBER($n) } records left out
}
frame-built-with = Built with { $generator }.
so-far = so far

## Headings of tables

th-campaign = Campaign
sort-by = Sort by
th-deal = Deal
th-stage = Stage
th-owner = Owner
th-channel = Channel
th-amount = Amount
th-first-contact = First contact
th-days = Days
th-deals = Deals
th-won = Won
th-lost = Lost
th-open = Open
th-from = From
th-interval = 95% interval
th-value = Value
th-number = Number
th-period = Period
th-target = Target
th-who = Who
th-run-by = Run by
th-job = Job
th-spend = Spend
th-amount-won = Amount won
th-month = Month
th-what-it-is = What it is
th-open-deals = Open deals
th-quota = Quota
th-answered = Answered
th-in-all = In all
th-change = Change
th-record = Record
th-marketing = Marketing
th-sales = Sales

## Page not found

missing-title = Page not found
missing-text = There is nothing at this address in { $title }. The page may have been renamed, or its file deleted.
missing-overview = To the overview
missing-go-back = Go back. Or take the end off the address, up to the slash before it, until a page appears: the overview stands at the site’s own address.
missing-there-are = The site has these pages:

## A locked site, before it is unlocked
lock-title = This site is locked
lock-text = Its pages are encrypted. They open with the passphrase that the team shares, here in your browser: it is sent nowhere, and forgotten when the tab is closed.
lock-passphrase = Passphrase
lock-unlock = Unlock
lock-no-script = Unlocking it needs JavaScript, which is off in this browser.
lock-working = Unlocking…
lock-wrong = This is not the passphrase. Capital letters, spaces and signs count.
lock-file = A locked site has to come from a web server: browsers do not let a page from the disk read the files beside it.
lock-insecure = Browsers decrypt only on pages that came by https, or from this machine. Open the same address with https:// in front.
lock-old = This browser is too old to unlock the site. A current one can.
lock-failed = The files of this site could not be read. Load the page again; if that does not help, build and publish the site anew.
lock-missing = There is nothing at this address. The page may have been renamed, its file deleted, or the passphrase changed.
lock-saved = The file is saved.
lock-again = Lock

## Attribution

attribution-by-campaign = By campaign
attribution-intro = No way of counting knows what would have happened without a campaign. Where they agree, rely on it; where they do not, the range is what can be said. All of them share out the same { $attributed }.
attribution-unattributed = Another { $money } was won without a campaign on the way and is credited to none.
attribution-too-few = The Markov chain is left out where fewer than { $from } decided deals were touched; { $within } there { $closed ->
    [one] is { NUMBER($closed) }
   *[other] are { NUMBER($closed) }
    }.
attribution-by-channel = By channel
attribution-channel-note = A channel’s credit is the sum of its campaigns’, but for the Markov chain, which is built of channels here. So the Shapley values are sums too, not those of channels as players.
attribution-none = No deal was won { $within } that a campaign had touched. Write `touches` with their `campaign` to the deals in `content/deals/`.
attribution-ways = The ways deals go
attribution-models = The ways of counting
attribution-models-note = A path is the touches with a campaign in the { $lookback } days before a deal closes; the weight of time decay halves every { $half_life ->
    [one] { NUMBER($half_life) } day
   *[other] { NUMBER($half_life) } days
    }. Both are set under `[attribution]` in `site.toml`. All credits:

## Campaigns

campaign-credit = Credit for what was won
campaign-way = Way of counting
campaign-credit-column = Credit
campaign-per-unit = Credit for each { $one } spent
campaign-months = Month by month
campaign-impressions = Impressions
campaign-visits = Visits
campaign-leads = Leads by the platform
campaign-brought = Deals it brought
campaign-brought-caption = Deals that it brought
more-older = And { $n ->
    [one] { NUMBER($n) } older one
   *[other] { NUMBER($n) } older ones
    }.
campaign-no-source = It is the source of no deal so far.
campaign-touched = Deals it touched that others had brought
campaign-touched-caption = Deals that it touched
notes = Notes
campaigns-label = Campaigns
campaigns-new-file = Write a new campaign on the web
campaigns-deals-brought = Deals brought
campaigns-deals-touched = Deals touched
campaigns-running = running
campaigns-none = A campaign is anything that you run to be noticed or to get orders. Write each to a file of its own in `content/campaigns/`: its name, its channel, what it spends by month.

## Components

table-nobody = There is no value for anybody in this period.
nothing-found = Nothing of this kind is found at the moment.
chart-table = Data table
chart-table-of = Data of: { $title }
chart-csv = The same as CSV
chart-csv-all = The timelines of all deals as CSV
chart-svg = the drawing as SVG
card-running = { $period } is still running
card-interval = 95%: { $interval }
card-target-open = Target { $target }
card-target = Target { $target }:
card-no-value = no value
card-met = met
card-not-met = not met
card-few = too few deals to tell
finding-muted = Muted
finding-muted-record = muted
finding-spent = { $money } spent
finding-over-budget = { $money } above the budget
finding-at-stake = { $money } at stake
finding-to-do = What to do:
finding-more-in = More in “{ $page }”
finding-which-deals = Which deals, why it matters, what speaks against it
finding-which-campaigns = Which campaigns, why it matters, what speaks against it
finding-records-of = Records of: { $title }
finding-more = And more: all of them are on [the findings page] and in [findings.json].
finding-looks-for = It looks for
finding-why = Why it matters
finding-against = What speaks against it
finding-decision = The team’s decision
deals-lost = lost
credits-lowest = Lowest
credits-highest = Highest
credits-touched = Wins touched
credits-others = The other ways of counting
records-behind-in = The records behind it, { $period }
records-behind = The records behind it
records-first = The first { $shown } of { $total };
records-all = all of them as CSV
records-total = { $total } in all;
records-same = the same as CSV
records-quotient = A record in the numerator adds to what is divided, one in the denominator to what it is divided by.
records-kind = Kind
records-numerator = Numerator
records-denominator = Denominator
records-adds = Adds
records-made-of = It is made of other numbers, whose pages list the records:
records-none = No deal, campaign or cost adds to it in this period.
cells-by = By { $by }
edit-file = Edit it on the web
edit-source = Something to correct? All of this is written in [file].

## A deal

deal-next-due = Next step, due:
deal-no-amount = No amount written down
deal-lead = { $status }. { $brought }
deal-won-on = Won on { $date }
deal-lost-on = Lost at “{ $stage }” on { $date }
deal-open-since = Open at “{ $stage }” since { $date }
deal-lead-unknown = { $amount }; nobody wrote down who brought it.
deal-lead-sales = { $amount }, brought by sales.
deal-lead-marketing = { $amount }, brought by marketing.
deal-overdue = { $n ->
    [one] { NUMBER($n) } day overdue
   *[other] { NUMBER($n) } days overdue
}
deal-next = Next step:
deal-no-next = No next step is agreed.
deal-add-next = Add `next: {"{"}on: …, what: …{"}"}` to its file.
deal-look-at = What to look at
deal-rule-looks-for = The rule looks for { $what }.
deal-what-to-do = What to do
deal-chance = Of the deals that stood where it stands, for as long as it has, { $chance } were won within the next { $horizon } days: [the forecast].
deal-who-brought = Who brought it
deal-credit = Who gets the credit
deal-credit-note = The amount, shared out in { $n ->
    [one] { NUMBER($n) } way
    [4] four ways
   *[other] { NUMBER($n) } ways
    }: [what they mean, and where they disagree].
deal-touches = Touches
deal-when = When
deal-what = What
deal-no-touch = No touch is written down. Add `touches` to its file, so that the team sees what helped.
deal-moved = Why it moved
deal-moved-to = { $date }, to “{ $stage }”
needs-and-objections = Needs and objections
deal-need-met = met
deal-need-not-met = not met
deal-no-need = No need is written down. Add `needs` to its file.
deal-objection = “{ $text }”
deal-answered = answered on { $date }
deal-not-answered = not answered
deal-after = After the win
deal-no-follow-up = No follow-up is written down. Add `follow_ups` to its file.
deals-new-file = Write a new deal on the web
deals-none = A deal is one possible purchase by one customer, from the first interest to a yes or a no. Write them to `content/deals/`: for each an id, the account, and the day of each stage.
deals-this-page = Sorting and the filter see this page’s deals only; the search finds every deal.
deals-pages = Pages of the list
deals-newer = Newer
deals-older = Older
deals-page = Page

## Findings

findings-none = None at the moment.
findings-looked-for = What is looked for

## Forecast

forecast-by-stage = By stage
forecast-wins = Wins expected
forecast-amount = Amount expected
forecast-few = fewer than { $minimum } deals have been here
forecast-deals-next = Deal by deal, the next { $horizon } days
forecast-deals = Deal by deal
forecast-days-there = Days there
forecast-chance = Chance
forecast-expected = Expected
forecast-more = And { $n ->
    [one] { NUMBER($n) } more
   *[other] { NUMBER($n) } more
    } with less to expect.
forecast-method = How it is counted
forecast-method-text = Of all deals that have stood where a deal stands now, for as long as it has, this part was won in the time ahead. Nobody’s hopes go into it. The range adds up the deals as if they were won or lost independently of one another: a price change or a bad season that touches all of them is not in it.
forecast-left-out = { $n ->
    [one] { NUMBER($n) } open deal is
   *[other] { NUMBER($n) } open deals are
    } at a stage that fewer than { $minimum } deals have reached: left out.
forecast-no-amount = { NUMBER($n) } of the deals { $n ->
    [one] has
   *[other] have
    } no amount: counted, not valued.
forecast-unmet = Deals that nobody has met yet are not in it.
forecast-too-high = The chance is that of everybody who reached the stage so long ago and is neither won nor lost, wherever they stand now: for deals that have stayed in an early stage it is too high. And where large deals take longer than small ones, their money comes later than it says.
forecast-months = Months: [forecast.csv], counted from { $date }.

## Funnel

funnel-figures = How fast, how often back
funnel-steps = Step by step
funnel-steps-text = Deals by the day they reached the first of the two stages, { $within }. What has moved on so far is a lower bound while some are open; of the closed ones alone it is too high; the estimate between them is “within { $horizon } days”.
funnel-stage-to-stage = From stage to stage
funnel-from-to = From, to
funnel-entered = Entered
funnel-moved-on = Moved on
funnel-so-far = So far
funnel-within = Within { $horizon } days
funnel-of-closed = Of closed
funnel-median = Median days
funnel-p90 = 9 of 10 by day
funnel-known-from = from { $date }
funnel-dash = A dash under “within { $horizon } days” means that it is too early to know. Smaller figures are 95% intervals.
funnel-stages = Stage by stage
funnel-reached = Reached, { $period }
funnel-skipped = Of these, skipped it
funnel-open-now = Open in it now
funnel-waiting = Of these, waiting too long
funnel-criterion = What must be true to enter
funnel-as-of = Open and waiting are as of { $date }, whatever the period; [which ones they are].
funnel-time = How long it takes
funnel-channels = By channel and over time

## Handoff

handoff-agreed = What was agreed
handoff-no-criterion = No criterion is written down: add `means` to the stage `{ $stage }` in `site.toml`.
handoff-promise = Promise:
handoff-promised = { $promise } handed over a month.
handoff-no-promise = none set; add `promise` under `[handoff]` in `site.toml`.
handoff-answer-within = a first answer within { $within }.
handoff-kept = What was kept
handoff-waiting = Who waits for an answer
handoff-nobody-waits = Nobody waits longer than { $within }.
handoff-over-time = Over time, by owner, by channel

## Losses

losses-figures = How many, how much
losses-where = Where and why
losses-matrix = Losses by stage and reason
losses-stage = Stage at the loss
losses-none-within = No deal was lost { $within }.
losses-whom = To whom
losses-by-competitor = Losses by competitor
losses-competitor = Competitor
losses-no-competitor = No competitor is written down for this period: add `to` to `lost` in the deals’ files.

## Metrics

metric-formula = Formula
metric-put-in = With the values of { $period }
metric-who-answers = Who answers for it
metric-both-sides = both sides
metric-which-way = Which way is good
metric-id = Id
metric-source = Source
metric-no-target = No target is set: add `{ $id }` under `[targets]` in `site.toml`.
metric-by-in = By { $by }, { $period }
metric-more = And { $n ->
    [one] { NUMBER($n) } more
   *[other] { NUMBER($n) } more
    }, in [metrics.csv].
metrics-metric = Metric

## Needs

needs-figures = Is it written down?
needs-here = Here and below: all deals up to { $date }.
needs-heading = What customers need
needs-label = Needs
needs-need = Need
needs-won-of-closed = Won of closed
needs-met = Said to be met
needs-none = No deal says what its customer needs. Add `needs: [one tool instead of three]` to a deal’s file.
needs-promises = What marketing promises
needs-hold-against = Hold these against the list above: does what is promised meet what is needed?
needs-no-promise = No campaign says what it promises. Add `promise` to its file.
needs-object = What they object
needs-objections = Objections
needs-objection = Objection
needs-won-all-the-same = Won all the same
needs-no-objection = No objection is written down. Add `objections` to a deal’s file.

## Overview

overview-empty = There are no deals yet. Write the first one to `content/deals/`; these pages then fill by themselves.
overview-left-out-why = because of errors in the files.
overview-left-out-with = because of errors in the files, with { $amounts }.
overview-which-ones = Which ones, and why
overview-figures = Key figures
costs-campaigns-only = Costs are campaign spend only: there is no `content/costs.yaml`.
overview-monday = What to do on Monday
and-more = and { $n ->
    [one] { NUMBER($n) } more
   *[other] { NUMBER($n) } more
}
overview-where = Where the deals go
overview-who = Marketing and sales
overview-short-urgent = { $n ->
    [one] one finding, and it is urgent
   *[other] { NUMBER($n) } findings, the urgent ones first
}
overview-short-calm = { $n ->
    [one] one finding
   *[other] { NUMBER($n) } findings, the costliest first
}
overview-short-who = Who pays, who brings, who wins
overview-short-where = At “{ $stage }” { NUMBER($lost) } of { NUMBER($of) } are lost
overview-dearest = The costliest finding of each kind.
overview-urgent = First what is urgent, then the costliest of each kind.
overview-then = Then:
findings-all = All findings
overview-changed = New and gone since last week
overview-new = New:
overview-gone = Gone:
overview-this-week = What happened this week
overview-nothing-changed = No finding is new, and none is gone.

## Pages in Markdown

page-beside = Pages beside this one
page-before = Before
page-next = Next
page-edit = Edit this page
markdown-table = Table: { $heading }
markdown-table-alone = Table { $number }
markdown-table-further = Table { $number }: { $heading }
markdown-task-done = done
markdown-task-open = to do

## People

people-label = People
people-side = Side
people-none = Write `content/team.yaml`: for each person an id, a name, and whether they do marketing, sales or both.
person-does = Does
person-left = Left on
person-answers-for = Answers for
person-campaigns-sum = { $n ->
    [one] One campaign
   *[other] { NUMBER($n) } campaigns
    } spent { $cost } and brought { $deals ->
    [one] { NUMBER($deals) } deal
   *[other] { NUMBER($deals) } deals
    }, of which { $won ->
    [one] { NUMBER($won) } was won
   *[other] { NUMBER($won) } were won
    }, worth { $amount }.
person-waits = What waits
person-numbers-heading = Numbers, and what stands behind each
person-numbers = Numbers
person-whole-time = Whole time
person-few = Few deals say little about a person: who gets the hard ones, or the late ones, does not show here.
person-quarter = Quarter
person-coverage = Pipeline before it, for each { $one } of quota
person-handed-in = Handed over, { $period }
person-handed = Handed over
person-on = On
person-now = Now

## The playbook

playbook-none = There are no pages yet. Write one in Markdown to `content/playbook/`.

## Data quality

quality-after = { $n ->
    [one] { NUMBER($n) } entry is
   *[other] { NUMBER($n) } entries are
    } dated after { $date } and left out of every number.
quality-left-out = Left out
quality-left-out-label = Records left out
quality-file = File
quality-read = What was read
quality-warnings = Warnings
quality-no-warning = None: every file was read without a complaint.
quality-gaps-heading = What the deals do not say
quality-gaps = Gaps
quality-gap = Gap
quality-follows = What follows
quality-no-gap = Every deal says what it should.
quality-fresh = How fresh it is
quality-freshness = Freshness
quality-by = By
quality-last = Last entry
quality-ago = Ago
quality-files = The numbers as files

## Spend and return

spend-incomplete = Some numbers here are incomplete.
spend-missing = Missing is not zero; write 0 where nothing was spent.
spend-no-entry = { $name }: no entry for { $months } in `{ $file }`
spend-figures = What it costs, what it brings
spend-costs-shared = Costs are campaign spend and the team’s costs; { $share } of what is shared counts as marketing’s.
spend-campaign-spend = The cost here is campaign spend alone
spend-dash = A dash: there is nothing to work it out from { $within }, no new customer or no cost. A return of { $return }: of the deals that it was the source of nothing was won; what else it did for wins stands under “Attribution”.
spend-brought = What was won, by { $by } and by who brought it
spend-brought-too = The same by { $by }
spend-campaigns = By campaign, the whole time
spend-campaigns-note = The cost here is the campaign’s spend alone, the return what it is the source of. Shared credit is under [attribution].
spend-shares = If the shared costs were split otherwise
spend-shares-text = What a new customer costs each side, at other shares of the costs that both use. The sum does not change.
spend-other-shares = Other shares
spend-marketing-share = Marketing’s share
spend-together = Together

## This week

week-happened = What happened, { $from } to { $to }
week-none = None this week.
week-each = For each of us
week-nothing-waits = Nothing waits.
week-nobody-waits = Nothing waits for anybody: no open deal is unanswered, standing still, or without a next step.
week-findings = Findings since a week ago
week-more-new = { NUMBER($n) } more:
week-settled = { NUMBER($n) } settled:
week-unchanged = Nothing new, nothing gone.

## Severity of a finding

severity-high = high priority
severity-medium = medium priority
severity-low = low priority
frame-close-what = the menu

## Names of pages and groups

page-overview = Overview
page-week = This week
page-findings = Findings
page-changes = What changed
page-funnel = Funnel
page-handoff = Handoff
page-spend = Spend and return
page-attribution = Attribution
page-forecast = Forecast
page-losses = Losses
page-needs = Needs and objections
page-needs-short = Needs
page-campaigns = Campaigns
page-deals = Deals
page-deals-n = Deals, page { $n }
page-people = People
page-periods = Periods
page-metrics = Metrics
page-quality = Data quality
page-playbook = Playbook
page-playbook-lead = How marketing and sales share the funnel.
page-missing-lead = There is nothing at this address.
group-now = Now
group-numbers = Numbers
group-more = More
kinds-all = All time
kinds-year = Years
kinds-quarter = Quarters
kinds-month = Months
title-in = { $title }: { $period }
title-funnel = The funnel
title-handoff = The handoff
colon = { $name }: { $text }

## Leads of pages

lead-trend = { $value } { $within }.
campaigns-lead-none = There are no campaigns yet: write one to content/campaigns/.
campaigns-lead-best = “{ $campaign }” brought the most: { $amount } won in { NUMBER($won) } deals, for { $spend } of spend.
campaigns-lead-few = { $n ->
    [one] One campaign has
   *[other] { NUMBER($n) } campaigns have
    } brought { $won ->
    [0] no win so far
    [one] { NUMBER($won) } win so far
   *[other] { NUMBER($won) } wins so far
    }: too few to tell which earns its money.
campaigns-lead-some = { NUMBER($without) } of { NUMBER($n) } campaigns { $without ->
    [one] has
   *[other] have
    } neither brought nor touched a deal so far.
campaigns-lead-all = { $n ->
    [one] It has brought or touched a deal.
   *[other] Each of the { NUMBER($n) } campaigns has brought or touched a deal.
}
campaign-lead = It cost { $cost } and brought { $deals ->
    [0] no deal
    [one] { NUMBER($deals) } deal
   *[other] { NUMBER($deals) } deals
    }{ $deals ->
    [0] { "" }
   *[other] { $won ->
        [0] ; none was won
        [one] ; { NUMBER($won) } was won, worth { $amount }
       *[other] ; { NUMBER($won) } were won, worth { $amount }
        }
    }.
campaign-lead-so-far = It cost { $cost } so far and brought { $deals ->
    [0] no deal
    [one] { NUMBER($deals) } deal
   *[other] { NUMBER($deals) } deals
    }{ $deals ->
    [0] { "" }
   *[other] { $won ->
        [0] ; none was won
        [one] ; { NUMBER($won) } was won, worth { $amount }
       *[other] ; { NUMBER($won) } were won, worth { $amount }
        }
    }.
fact-run-by = Run by
fact-channel = Channel
fact-job = Its job
fact-asks = Asks the reader to
fact-runs = Runs
fact-runs-from = from { $start }
fact-runs-from-to = from { $start } to { $end }
fact-who-answers = Who answers for it
fact-budget = Budget
fact-says = What it says
fact-amount = Amount
fact-owner = Owner
fact-nobody = nobody yet
fact-first-contact = First contact
fact-came-from = Came from
fact-segment = Segment
fact-region = Region
fact-kind = Kind
fact-reason = Reason
fact-lost-to = Lost to
fact-tags = Tags
not-written-down = not written down
deals-lead-none = There are no deals yet: write one to content/deals/.
deals-lead = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    }: { NUMBER($open) } open, { NUMBER($won) } won, { NUMBER($lost) } lost. Newest first.
why-named-marketing = It counts as brought by marketing: its file names the source campaign “{ $campaign }”.
why-named-sales = It counts as brought by sales: its file names the source campaign “{ $campaign }”.
why-campaign-marketing = It counts as brought by marketing: the campaign “{ $campaign }” had the earliest touch on or before the day the deal began.
why-campaign-sales = It counts as brought by sales: the campaign “{ $campaign }” had the earliest touch on or before the day the deal began.
why-touch-marketing = It counts as brought by marketing, which made the earliest touch on or before the day the deal began.
why-touch-sales = It counts as brought by sales, which made the earliest touch on or before the day the deal began.
why-unknown = Nobody wrote down who brought it: add “source”, or a touch on or before its first day.
why-touch-kind = That touch: { $kind }, { $date }.
why-touch-date = That touch was on { $date }.
why-change = Is that wrong? Name the campaign as “source”, or correct the touches, in [file]: the deal begins on line { $line }.
why-change-touch = Is that wrong? Name the campaign as “source”, or correct the touches, in [file]: this one is on line { $line }.
findings-lead-muted = { $muted ->
    [one] One finding, and it is muted: somebody has looked at it and said why.
   *[other] { NUMBER($muted) } findings, all of them muted: somebody has looked at them and said why.
}
findings-lead-none = No rule fires now. That is worth a moment of joy, and a look at the data quality page.
findings-lead-calm = { $n ->
    [one] { NUMBER($n) } finding
   *[other] { NUMBER($n) } findings
    }{ $muted ->
    [0] { "" }
    [one] {" "}and { NUMBER($muted) } muted
   *[other] {" "}and { NUMBER($muted) } muted
    }, none of them urgent.
findings-lead-urgent = { $n ->
    [one] { NUMBER($n) } finding
   *[other] { NUMBER($n) } findings
    }{ $muted ->
    [0] { "" }
    [one] {" "}and { NUMBER($muted) } muted
   *[other] {" "}and { NUMBER($muted) } muted
    }, { NUMBER($high) } to look at this week.
finding-note-all = Muted until { $date } by { $person }: { $note }
finding-note-one = “{ $record }” muted until { $date } by { $person }: { $note }
finding-the-playbook = the playbook
forecast-lead-none = Nothing can be said yet: no stage with an open deal has been reached by { $n } deals.
forecast-lead = { $expected } is expected to be won in the next { $days } days from the deals open today; four times in five it should be { $low } to { $high }.
subject-reach = Reach and nurture
subject-funnel = Through the funnel
subject-handoff = The handoff
subject-sales = Closing
subject-money = Spend and return
subject-customers = After the win
metrics-lead = { $n } numbers, each with its definition, its formula, and its value { $within }.
metrics-lead-change = Against { $before }, { $better ->
    [0] nothing was clearly better
    [one] one number was clearly better
   *[other] { NUMBER($better) } numbers were clearly better
    } in { $period } and { $worse ->
    [0] nothing clearly worse
    [one] one clearly worse
   *[other] { NUMBER($worse) } clearly worse
    }.
metrics-lead-few = There is too little yet to compare one period with another.
metrics-lead-targets = { $targets ->
    [one] { $met ->
        [0] The one target is not met.
       *[other] The one target is met.
    }
   *[other] { NUMBER($met) } of { NUMBER($targets) } targets are met.
}
metric-lead-few = { $parts } { $within }: too few to rely on the rate, so look at them one by one.
metric-lead = { $value } { $within }
metric-lead-met = The target of { $target } is met.
metric-lead-not-met = The target of { $target } is not met.
metric-lead-target-few = Whether the target of { $target } is met cannot be told of so few deals.
metric-lead-target = The target is { $target }.
metric-lead-none = There is no value { $within }: { $reason }.
better-higher = more is better
better-lower = less is better
better-neither = neither more nor less is better by itself
periods-lead = All periods from { $first } to { $last }.
periods-lead-best = Most was won in { $best }: { $amount } in { NUMBER($won) } deals; in { $last }, the last whole quarter, it was { $now }.
periods-lead-last = The last whole quarter, { $best }, was the best so far: { $amount } won in { NUMBER($won) } deals.
periods-lead-few = Too little was won so far to tell one quarter from another.
people-in-both = marketing and sales
people-not-in-team = not in team.yaml
people-lead-none = Nobody is named yet: write content/team.yaml, or an “owner” to each deal.
people-lead-most = { $name } has the most open deals: { NUMBER($most) } of { NUMBER($open) }.
people-lead-open = { $open ->
    [0] No deal is open
    [one] { NUMBER($open) } deal is open
   *[other] { NUMBER($open) } deals are open
    }, among { $n ->
    [one] one person
   *[other] { NUMBER($n) } people
    }.
the-same-day = the same day
after-days = after { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
not-yet = not yet
never = never
person-lead-none = { $name } owns no deal and answers for no campaign.
person-lead-campaigns = { $name } answers for { $n ->
    [one] { NUMBER($n) } campaign
   *[other] { NUMBER($n) } campaigns
    }.
person-lead-closed = { $name } has worked { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    }; none is open.
person-lead = { $name } works { $n ->
    [one] { NUMBER($n) } open deal
   *[other] { NUMBER($n) } open deals
    }, worth { $money } where an amount is written down.
quality-lead = { $n ->
    [one] { NUMBER($n) } file
   *[other] { NUMBER($n) } files
    } read up to { $date }, without a warning.
quality-lead-warnings = { $n ->
    [one] { NUMBER($n) } file
   *[other] { NUMBER($n) } files
    } read up to { $date }, with { $warnings ->
    [one] { NUMBER($warnings) } warning
   *[other] { NUMBER($warnings) } warnings
    }.
quality-lead-left-out = { $n ->
    [one] { NUMBER($n) } record is
   *[other] { NUMBER($n) } records are
    } left out of every number, because of errors in their files.
quality-files-read = Files
quality-pages = Pages
gap-amount = Deals that reached the stage that needs an amount, without one
gap-amount-why = Their money is in no number.
gap-owner = Open deals without an owner
gap-owner-why = On the weekly page they stand under “Nobody yet”: they are on no one’s list.
gap-channel = Deals whose channel is not known
gap-channel-why = They are listed as “not known”.
gap-source = Deals of which nobody wrote down who brought them
gap-source-why = They count for neither side.
gap-reason = Lost deals without a reason
gap-reason-why = Why you lose stays unknown.
gap-touch = Deals without a touch
gap-touch-why = Nothing can be said about what helped.
fresh-nobody = nobody
record-deal = deal
record-campaign = campaign
record-costs = costs
record-costs-of = Costs of { $month }
record-not-known-yet = not known yet
handoff-lead-none = Nothing was handed over { $within }.
handoff-lead = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } handed over { $within }; of those whose time is over, sales answered { $rate } within { $promise }.
handoff-lead-early = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } handed over { $within }; none of them has waited the { $promise } yet within which sales answers.
spend-lead-no-cost = { $won } won { $within }; no cost is written down.
spend-lead = { $cost } was spent and { $won } won { $within }.
losses-lead-no-amount = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost { $within }; none of them had an amount.
losses-lead = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost { $within }, with { $amount }{ $n ->
    [one] {""}
   *[other] {" "}in those that had an amount
    }.
needs-lead-none = No needs are written down yet: add “needs” to the deals in content/deals/.
needs-lead-once = { $n ->
    [one] { NUMBER($n) } need is written down
   *[other] { NUMBER($n) } needs are written down
    }, none named twice.
needs-lead-few = { $n ->
    [one] { NUMBER($n) } need is written down
   *[other] { NUMBER($n) } needs are written down
    }, none often enough to tell what customers want most.
needs-lead = What customers want most often: “{ $need }”, written down for { NUMBER($n) } deals.
week-new = New deals
week-handed = Handed over
week-first-answered = First answered
week-sent-back = Sent back
week-moved = Moved on
week-won = Won
week-lost = Lost
week-to-stage = to “{ $stage }”
week-no-reason = no reason written down
week-nobody = Nobody yet
week-waiting-for = waiting for { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
week-at-stage-for = at its stage for { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
week-next = { $date }: { $what }
week-next-overdue = { $date }, { $n ->
    [one] a day ago
   *[other] { $n } days ago
}: { $what }
week-no-next = no next step agreed
week-won-ago = won { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
    } ago
week-unanswered = Unanswered
week-standing = Standing still
week-next-due = Next step due
week-next-missing = Next step missing
week-follow-up-due = Follow-up due
week-lead = { $new ->
    [0] No deal
    [one] { NUMBER($new) } deal
   *[other] { NUMBER($new) } deals
    } came in, { $handed ->
    [0] none was
    [one] { NUMBER($handed) } was
   *[other] { NUMBER($handed) } were
    } handed over, { $won ->
    [0] none
   *[other] { NUMBER($won) }
    } won and { $lost ->
    [0] none
   *[other] { NUMBER($lost) }
    } lost in the seven days to { $date }.
search-deal-open = deal, open
search-deal-won = deal, won
search-deal-lost = deal, lost
search-campaign = campaign
search-metric = metric
search-period = period
search-person = person
search-playbook = playbook
table-title-by = { $metric } by { $by }
table-numbers = Numbers

## What the page's script says

script-theme = Theme: { $name }
script-system = system
script-light = light
script-dark = dark
script-days-old = , { $n } days old
script-filter = Only rows with
script-of = { $shown } of { $all }
script-search = Search
script-search-label = Search pages, campaigns and deals
script-no-index = The index could not be loaded.
script-nothing = Nothing found.
script-first = The first 8 of { $n }
script-found = { $n } found

## Words of files

status-open = open
status-won = won
status-lost = lost
goal-attract = attract
goal-engage = engage
goal-nurture = nurture
goal-close = close
goal-retain = retain
ask-learn = learn
ask-subscribe = subscribe
ask-talk = talk
ask-buy = buy
kind-new = new
kind-existing = existing
kind-renewal = renewal
touch-call = call
touch-meeting = meeting
touch-discovery = discovery
touch-demo = demo
touch-quote = quote
touch-proposal = proposal
touch-negotiation = negotiation
touch-ad = ad
touch-content = content
touch-webinar = webinar
touch-search = search
touch-social = social
touch-web = web
touch-email = email
touch-event = event
touch-referral = referral
touch-other = other
follow-up-onboarding = onboarding
follow-up-check-in = check-in
follow-up-review = review
follow-up-renewal = renewal
follow-up-expansion = expansion
follow-up-referral = referral
within-days = { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
within-hours = { $n ->
    [one] { NUMBER($n) } hour
   *[other] { NUMBER($n) } hours
}
within-minutes = { $n ->
    [one] { NUMBER($n) } minute
   *[other] { NUMBER($n) } minutes
}
family-mixed-signals = Mixed signals
family-wasted-resources = Wasted resources
family-missed-opportunities = Missed opportunities

## Charts

chart-no-such-deals = There are no such deals.
chart-created = Deals created { $within }
chart-campaign-brought = Deals that “{ $campaign }” brought
chart-of-previous = { $share } of previous
chart-of-first = { $share } of first
chart-takes-over = sales takes over
chart-still-open = still open
chart-lost = lost
chart-open = open
chart-won = won
chart-funnel-measure = { $of }, counted at each stage they have reached by { $date }
chart-funnel-described = { $of }: { $stages }.
chart-count-of = { $count } { $name }
chart-reached = Reached
chart-lost-before = Lost before
chart-open-before = Open before
chart-col-of-previous = Of previous
chart-col-of-first = Of first
chart-spent = What was spent
chart-spent-none = nothing spent
chart-pipeline = Pipeline brought
chart-pipeline-none = no pipeline created
chart-amount-won = Won
chart-won-none = nothing won
chart-unknown = unknown
chart-unknown-other = Unknown or other
chart-split-measure = Share of cost, of pipeline and of amounts won by the side that brought the deal, { $within }
chart-split-described = { $what }: marketing { $marketing }, unknown { $unknown }, sales { $sales }
chart-split-empty = There is nothing to split in this period.
chart-target = target { $target }
chart-by-month = { $metric }, by month
chart-by-quarter = { $metric }, by quarter
chart-by-year = { $metric }, by year
chart-in-currency = { $metric }, in { $currency }
chart-over-span = { $measure }, { $first } to { $last }
chart-days-by-month = { $metric } in days, by month
chart-days-by-quarter = { $metric } in days, by quarter
chart-days-by-year = { $metric } in days, by year
chart-young = { $measure }; dashed: not all of the deals have had { $days } days yet
chart-with-band = { $measure }; the band is the 95% interval
chart-trend-described = { $measure }: { $values }.
chart-trend-empty = There is no value in any period yet.
chart-within = within { $days } days
chart-days-since = days since “{ $stage }”
chart-after-days = { $value } after { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
}
chart-incidence-measure = Share of the deals that reached “{ $from }” { $within } and have reached “{ $to }”, by days since; those still open are counted for as long as they were seen
chart-incidence-none = No deal has moved on yet.
chart-incidence-empty = No deal reached the first stage in this period.
chart-all = all { $value }
chart-dots-measure = { $metric } by { $by }, { $within }, with 95% intervals; the numbers behind each at the right
chart-dots-none = No member has a value.
chart-dots-empty = There is nothing to compare in this period.
chart-share-of-spend = share of spend
chart-share-of-won = share of won
chart-col-share-of-spend = Share of spend
chart-col-share-of-won = Share of won
chart-dumbbell-described = { $channel }: { $spend } of spend, { $won } of won
chart-dumbbell-measure = Share of campaign spend (square) and of the amount won (circle) by the channel that brought the deal, { $within }
chart-dumbbell-none = Nothing was spent or won.
chart-dumbbell-empty = Nothing was spent on campaigns and nothing won in this period.
chart-losses-measure = Deals lost { $within } by the reason written down; share of all lost, and their money
chart-needs-described = { $need }: { $won } won, { $lost } lost, { $open } open
chart-won-of-closed = { NUMBER($won) } of { NUMBER($closed) } won
chart-none-closed = none decided yet
chart-needs-lost = lost
chart-needs-open = still open
chart-needs-won = won
chart-needs-measure = Deals by need, over the whole time; a deal with two needs counts with both
chart-other-reasons = { NUMBER($n) } other reasons
chart-lost-at = { $stage }: { NUMBER($n) } of { NUMBER($all) } lost
chart-losses-stage-measure = Deals lost { $within }, by the stage they had reached and the reason
chart-losses-none = No deal was lost.
chart-losses-empty = No deal was lost in this period.
chart-col-reason = Reason
chart-col-share = Share
chart-touch = touch
chart-stage = stage
chart-touch-marketing = touch by marketing
chart-touch-sales = touch by sales
chart-follow-up = follow-up
chart-handoff = handoff
chart-timeline-measure = Stages as bands in the colour of the side that owns them; marketing’s touches above as squares, sales’ below as circles
chart-timeline-described = { $n ->
    [one] { NUMBER($n) } entry
   *[other] { NUMBER($n) } entries
    } from { $first } to { $last }; the table holds them all.
chart-timeline-empty = Nothing has happened yet.
chart-spent-title = { $money } spent in all
chart-spend-measure = Campaign spend by month, in { $currency }
chart-spend-empty = Nothing was spent.
chart-range-described = { $name }: { $range }
chart-range-measure = Credit for what was won { $within }, by campaign: the circle is the way of counting shown first, { $own }; each stroke is one of { NUMBER($n) } others, the line goes from the lowest to the highest
chart-range-measure-strokes = Credit for what was won { $within }, by campaign: each stroke is one of { NUMBER($n) } ways of counting, the line goes from the lowest to the highest
chart-range-alike = every way of counting
chart-range-none = No campaign has any credit.
chart-range-empty = No deal with a campaign on its path was won in this period.
chart-others = { $n ->
    [one] { NUMBER($n) } other
   *[other] { NUMBER($n) } others
}
chart-col-won = Won
chart-col-lost = Lost
chart-col-open = Open
chart-flow-band = { $channel } as far as { $stage }: { $n }
chart-flow-outcome = { $stage }, { $outcome }: { $n }
chart-flow-described = { $n } from { $channel }, { $won } won
chart-col-came-from = Came from
chart-col-as-far-as = As far as { $stage }
chart-col-won-of-all = Won of all
chart-flow-measure = Deals created { $within }: where they came from, how far they got, and how they stand on { $date }
chart-flow-none = No deal was created.
chart-flow-empty = No deal was created in this period.
chart-share-won = { $share } won
chart-paths-won-none = No path of a won deal is written down
chart-paths-lost-none = No path of a lost deal is written down
chart-paths-won-differ = No two won deals went the same way
chart-paths-lost-differ = No two lost deals went the same way
chart-paths-won-few = No path was common among the deals won
chart-paths-lost-few = No path was common among the deals lost
chart-paths-won-same = No way of the deals won is more usual than the next
chart-paths-lost-same = No way of the deals lost is more usual than the next
chart-paths-won = The commonest way of the deals won: { $path }
chart-paths-lost = The commonest way of the deals lost: { $path }
chart-paths-won-measure = Channels of the campaigns that touched the deals won { $within }, in order, in the { $days } days before; ×2 is twice in a row
chart-paths-lost-measure = Channels of the campaigns that touched the deals lost { $within }, in order, in the { $days } days before; ×2 is twice in a row
chart-paths-no-path = There is no path.
chart-paths-empty = No deal that closed in this period has a touch of a campaign.
chart-col-way = Way
chart-col-deals-won = Deals won
chart-col-deals-lost = Deals lost
chart-col-won-of-way = Won of all that went it
chart-all-complete = All complete
axis-days = days
chart-cohorts-measure = Share of the deals created in each quarter that were won, by days since; hatched: not all of them are that old yet, and they are in no total
chart-cohorts-empty = No cohort is 30 days old yet.
chart-cohorts-none = No cohort is complete at any age yet.
chart-cohort-described = { $name }: { $value } after { $days } days
chart-col-created-in = Created in
chart-col-days-since = Days since
chart-col-complete = Complete
chart-yes = yes
chart-rest = rest
chart-rest-of = Rest of { $month }
chart-expected = expected
chart-forecast-between = { $month }: { $expected }, between { $low } and { $high }
chart-forecast-measure = Won by month, and what the deals open today are expected to bring; four times in five it should lie in the range
chart-forecast-past = Won by month
chart-forecast-none = Of the months ahead nothing can be said yet.
chart-forecast-described = Expected: { $months }.
chart-forecast-nothing = Nothing was won in these months, and nothing is expected yet.
chart-forecast-empty = There is no month yet.
chart-col-four-of-five = Four times of five between

## Metrics: names, definitions, formulas

metric-impressions-name = Impressions
metric-impressions-definition = How often campaigns were shown, as the platforms count them.
metric-impressions-formula = sum of the campaigns’ impressions in the period
metric-visits-name = Visits
metric-visits-definition = Visits that campaigns brought, as the platforms count them.
metric-visits-formula = sum of the campaigns’ visits in the period
metric-campaign_leads-name = Leads by the platforms
metric-campaign_leads-definition = Leads as the platforms count them; the funnel counts deals instead.
metric-campaign_leads-formula = sum of the campaigns’ leads in the period
metric-engagement_rate-name = Engagement rate
metric-engagement_rate-definition = Visits for each time a campaign was shown, over campaigns and months that give both.
metric-engagement_rate-formula = visits / impressions
metric-nurture_touches-name = Touches before the handoff
metric-nurture_touches-definition = Mean number of marketing touches from a deal’s first day to its first visit of “{ $marketing_stage }”, over deals that first visited it in the period.
metric-nurture_touches-formula = marketing touches up to the handoff / handoffs
metric-nurtured_win_rate-name = Win rate of nurtured deals
metric-nurtured_win_rate-definition = Win rate of deals that had two or more marketing touches before the handoff.
metric-nurtured_win_rate-formula = won / (won + lost), deals with two touches or more
metric-unnurtured_win_rate-name = Win rate of deals not nurtured
metric-unnurtured_win_rate-definition = Win rate of deals that had fewer than two marketing touches before the handoff.
metric-unnurtured_win_rate-formula = won / (won + lost), deals with fewer than two touches
metric-entered-name = Reached “{ $stage }”
metric-entered-definition = Deals that reached “{ $stage }”, or skipped it on the way to a later stage, in the period.
metric-entered-formula = deals by the first day in this stage or a later one
metric-entered-first-name = New deals
metric-entered-first-definition = Deals that came in during the period: their first day in “{ $stage }”, or in a later stage where they skipped it.
metric-entered-first-formula = deals by their first day
metric-conversion-name = “{ $from }” to “{ $to }”
metric-conversion-definition = Of the deals that reached “{ $from }” in the period, those that have reached “{ $to }” so far. A lower bound while some are open.
metric-conversion-formula = converted / entered
metric-within-name = “{ $from }” to “{ $to }” within { $days } days
metric-within-definition = The share of deals that reached “{ $from }” in the period and reach “{ $to }” within { $days } days, counting those still open for as long as they have been seen.
metric-within-formula = cumulative incidence of moving on at that day, with loss competing
metric-recycled-name = Went back a stage
metric-recycled-definition = Entries into a stage earlier than the one just before it. A lead sent back on purpose is no failure.
metric-recycled-formula = returns dated in the period
metric-handoffs-name = Handed over
metric-handoffs-definition = Deals that first visited “{ $marketing_stage }” in the period. A deal that skipped it was never handed over.
metric-handoffs-formula = deals by their first day in the last marketing stage
metric-handoff_promise_kept-name = Marketing’s promise kept
metric-handoff_promise_kept-definition = Deals handed over, of the number that marketing promised for the part of the period that has been.
metric-handoff_promise_kept-formula = handoffs / (promise × months × days elapsed / days)
metric-handoff_acceptance-name = Accepted by sales
metric-handoff_acceptance-definition = Of the deals handed over in the period and decided, those that reached “{ $sales_stage }”. Pending ones are not counted.
metric-handoff_acceptance-formula = accepted / (accepted + lost before)
metric-handoff_returned-name = Sent back to marketing
metric-handoff_returned-definition = Deals that came back to “{ $marketing_stage }” or earlier after they had reached “{ $sales_stage }” or later.
metric-handoff_returned-formula = deals by the day of their first return
metric-speed_to_lead_hours-name = Time to the first answer
metric-speed_to_lead_hours-definition = Median hours from the handoff to the first sales touch, counting those still unanswered for as long as they have waited. An average over the answered alone would flatter.
metric-speed_to_lead_hours-formula = smallest time by which half are answered
metric-handoff_on_time-name = Answered in time
metric-handoff_on_time-definition = Of the deals handed over in the period whose time is over, those that sales touched or took on within { $promise }.
metric-handoff_on_time-formula = answered within the promise / handoffs whose time is over
metric-win_rate-name = Win rate
metric-win_rate-definition = Of the deals closed in the period after they had reached “{ $sales_stage }”, those that were won.
metric-win_rate-formula = won / (won + lost)
metric-win_rate_value-name = Win rate by money
metric-win_rate_value-definition = The same by amount.
metric-win_rate_value-formula = amount won / (amount won + amount lost)
metric-deals_won-name = Deals won
metric-deals_won-definition = Deals won in the period.
metric-deals_won-formula = deals by the day of the win
metric-deals_lost-name = Deals lost
metric-deals_lost-definition = Deals lost in the period, at whatever stage.
metric-deals_lost-formula = deals by the day of the loss
metric-won_amount-name = Won
metric-won_amount-definition = Amount of the deals won in the period.
metric-won_amount-formula = sum of amounts won
metric-lost_amount-name = Lost
metric-lost_amount-definition = Amount of the deals lost in the period.
metric-lost_amount-formula = sum of amounts lost
metric-average_won_amount-name = Average win
metric-average_won_amount-definition = Mean amount of the deals won in the period that have an amount.
metric-average_won_amount-formula = won amount / deals won with an amount
metric-sales_cycle_days-name = Sales cycle
metric-sales_cycle_days-definition = Median days from reaching “{ $sales_stage }” to the win, over deals won in the period.
metric-sales_cycle_days-formula = median of won − reached
metric-lead_to_won_days-name = Lead to won
metric-lead_to_won_days-definition = Median days from a deal’s first day to the win, over deals won in the period.
metric-lead_to_won_days-formula = median of won − created
metric-pipeline_created-name = Pipeline created
metric-pipeline_created-definition = Amount of the deals that reached “{ $opportunity }” in the period. Open deals are valued at today’s rate.
metric-pipeline_created-formula = sum of amounts by the day of reaching it
metric-open_pipeline-name = Open pipeline
metric-open_pipeline-definition = Amount of the deals that were open at the period’s end and had reached “{ $opportunity }”.
metric-open_pipeline-formula = sum of amounts open at the end
metric-pipeline_velocity-name = Pipeline velocity
metric-pipeline_velocity-definition = What the pipeline yields a day if it goes on like this. The first factor is the number of deals open at the period’s end that had reached “{ $opportunity }”; others take other numbers there, so compare it with what was really won a day.
metric-pipeline_velocity-formula = open deals × win rate × average win / sales cycle
metric-won_per_day-name = Won a day
metric-won_per_day-definition = Amount won for each day of the period that has been.
metric-won_per_day-formula = won amount / days elapsed
metric-pipeline_coverage-name = Open pipeline for each { $one } of quota
metric-pipeline_coverage-definition = Open pipeline at the end of the day before the period, for each { $one } of the period’s quota. For quarters and years.
metric-pipeline_coverage-formula = open pipeline before / quota
metric-needs_recorded_rate-name = Needs written down
metric-needs_recorded_rate-definition = Of the deals that reached “{ $opportunity }” in the period, those with at least one need on record.
metric-needs_recorded_rate-formula = deals with a need / deals that reached it
metric-needs_met_rate-name = Needs met
metric-needs_met_rate-definition = Of the needs that were judged, those that the product met, over deals closed in the period.
metric-needs_met_rate-formula = needs met / needs judged
metric-objections_answered_rate-name = Objections answered
metric-objections_answered_rate-definition = Of the objections raised in deals that reached “{ $opportunity }” in the period, those answered.
metric-objections_answered_rate-formula = objections answered / objections
metric-discovery_before_demo_rate-name = Listened before showing
metric-discovery_before_demo_rate-definition = Of the deals with a first demo in the period, those with a conversation on or before that day, or a need on record.
metric-discovery_before_demo_rate-formula = deals understood first / deals with a first demo
metric-marketing_spend-name = Marketing’s campaign spend
metric-marketing_spend-definition = Spend of marketing’s campaigns in the period.
metric-marketing_spend-formula = sum of spend
metric-sales_spend-name = Sales’ campaign spend
metric-sales_spend-definition = Spend of sales’ campaigns in the period.
metric-sales_spend-formula = sum of spend
metric-marketing_cost-name = Marketing cost
metric-marketing_cost-definition = Marketing’s campaign spend and its part of the team’s costs.
metric-marketing_cost-formula = campaign spend + costs
metric-sales_cost-name = Sales cost
metric-sales_cost-definition = Sales’ campaign spend and its part of the team’s costs.
metric-sales_cost-formula = campaign spend + costs
metric-cost_per-name = Cost per “{ $stage }”
metric-cost_per-definition = Marketing cost for each deal that first visited “{ $stage }” in the period and was not brought by sales.
metric-cost_per-formula = marketing cost / deals
metric-cost_per_sales-name = Cost per “{ $stage }”
metric-cost_per_sales-definition = Marketing and sales cost for each deal that reached “{ $stage }” in the period.
metric-cost_per_sales-formula = (marketing cost + sales cost) / deals
metric-cac-name = Cost of a new customer
metric-cac-definition = Marketing and sales cost for each new customer won in the period.
metric-cac-formula = (marketing cost + sales cost) / deals won of kind new
metric-marketing_cac-name = Marketing cost of a new customer
metric-marketing_cac-definition = Marketing cost for each new customer won in the period.
metric-marketing_cac-formula = marketing cost / deals won of kind new
metric-sales_cac-name = Sales cost of a new customer
metric-sales_cac-definition = Sales cost for each new customer won in the period.
metric-sales_cac-formula = sales cost / deals won of kind new
metric-roi-name = Return on each { $one } of marketing and sales
metric-roi-definition = What was won beyond its cost, for each { $one } of cost. Below zero less came back than was spent.
metric-roi-formula = (won amount − marketing cost − sales cost) / (marketing cost + sales cost)
metric-romi-name = Return on each { $one } of marketing
metric-romi-definition = What marketing-sourced deals brought beyond marketing’s cost, for each { $one } of it.
metric-romi-formula = (amount won of marketing-sourced deals − marketing cost) / marketing cost
metric-marketing_sourced-name = Won, brought by marketing
metric-marketing_sourced-definition = Amount won of deals whose source is marketing.
metric-marketing_sourced-formula = sum of amounts won
metric-sales_sourced-name = Won, brought by sales
metric-sales_sourced-definition = Amount won of deals whose source is sales.
metric-sales_sourced-formula = sum of amounts won
metric-unknown_sourced-name = Won, source unknown
metric-unknown_sourced-definition = Amount won of deals whose source nobody wrote down.
metric-unknown_sourced-formula = sum of amounts won
metric-marketing_sourced_share-name = Share brought by marketing
metric-marketing_sourced_share-definition = Of the amount won in the period, the part whose source is marketing.
metric-marketing_sourced_share-formula = marketing-sourced / won amount
metric-marketing_influenced_share-name = Share that marketing touched
metric-marketing_influenced_share-definition = Of the amount won in the period, the part of deals that marketing touched in the { $lookback } days before the win.
metric-marketing_influenced_share-formula = amount won with a marketing touch / won amount
metric-marketing_sourced_pipeline-name = Pipeline brought by marketing
metric-marketing_sourced_pipeline-definition = The part of the pipeline created whose source is marketing.
metric-marketing_sourced_pipeline-formula = sum of amounts by the day of reaching the opportunity stage
metric-follow_up_rate-name = Followed up after the win
metric-follow_up_rate-definition = Of the deals won in the period whose time for it is over, those with a follow-up in that time.
metric-follow_up_rate-formula = wins followed up in time / wins whose time is over
metric-expansion_amount-name = Renewed and expanded
metric-expansion_amount-definition = Amounts of renewals and expansions after a win, by their date.
metric-expansion_amount-formula = sum of amounts
metric-referrals-name = Referrals
metric-referrals-definition = Referrals that customers gave, and deals whose first touch is a referral.
metric-referrals-formula = referral follow-ups + deals that came by referral
metric-repeat_rate-name = Customers who bought again
metric-repeat_rate-definition = Of the accounts with a win in the period, those that had a win on an earlier day.
metric-repeat_rate-formula = accounts with an earlier win / accounts with a win
source-kaplan-meier = Kaplan & Meier 1958
source-aalen-johansen = Aalen & Johansen 1978; variance as Marubini & Valsecchi 1995, formula 10.12
source-wilson = interval: Wilson 1927

## Rules: what they look for, why, what to do

rule-hard-sell-early-looks-for = marketing campaigns meant to win attention or trust that ask people to buy, or ask strangers to talk to sales
rule-hard-sell-early-why = Somebody who has only just heard of us takes the help for bait when the first thing we say is “buy”. Trust lost here is missing in every step after it.
rule-hard-sell-early-remedy = Keep the picture and the money, and change the ask: something to read, to watch, or to subscribe to.
rule-hard-sell-early-to-one = Keep the picture and the money, and change the ask: something to read, to watch, or to subscribe to.
rule-hard-sell-early-doubt = Some people come ready to buy. If the campaign speaks to customers or to those in talks, its goal in the file is wrong, not the campaign.
rule-sales-before-handoff-looks-for = deals that marketing brought and that sales contacted before they were handed over
rule-sales-before-handoff-why = People who only looked are asked whether they are ready. Many of them were not, and now they are on their guard.
rule-sales-before-handoff-remedy = Leave leads alone until they are handed over. If the wait feels too long, change the criterion together.
rule-sales-before-handoff-to-one = Next time leave the lead alone until it is handed over.
rule-sales-before-handoff-doubt = The customer may have called us, or the handoff was written down late. And sales may pick out the leads that look best or worst, so the win rates alone do not show what calling early does.
rule-both-at-once-looks-for = open deals on sales’ side that also heard from a campaign which asks to talk or to buy, within days of a touch by sales
rule-both-at-once-why = The customer hears two voices of one firm in the same week, and perhaps two offers.
rule-both-at-once-remedy = Take out those with whom sales is speaking before a campaign goes out that asks people to talk or to buy.
rule-both-at-once-to-one = Agree who speaks with them now, and take them out of the next campaign that asks to talk or to buy.
rule-both-at-once-doubt = An advertisement that reaches everybody cannot be kept from one customer. And the two may have been agreed, such as an invitation that sales announced.
rule-marketing-spend-on-closing-looks-for = marketing campaigns whose goal is to close, beside what such a deal costs in sales’ campaigns
rule-marketing-spend-on-closing-why = Discounts and gifts for people who were about to sign are easily paid for and hard to stop. One visit by sales may do more.
rule-marketing-spend-on-closing-remedy = Give the decision and the money to sales, or stop for a month and compare.
rule-marketing-spend-on-closing-to-one = Give the decision and the money to sales, or stop for a month and compare.
rule-marketing-spend-on-closing-doubt = The costs are campaign spend alone, without anyone’s time, and the easy deals may go one way and the hard ones the other. Where a deal was not dearer there, the finding is marked low.
rule-sales-spend-on-attracting-looks-for = sales campaigns whose goal is to attract or engage, beside what such a deal costs in marketing’s campaigns
rule-sales-spend-on-attracting-why = Lists and mass mailings take sales’ hours from the people who want to talk. Marketing can usually speak to many for less.
rule-sales-spend-on-attracting-remedy = Let marketing run it, with sales’ list of wishes.
rule-sales-spend-on-attracting-to-one = Let marketing run it, with sales’ list of wishes.
rule-sales-spend-on-attracting-doubt = The costs are campaign spend alone, without anyone’s time. If sales’ letters bring good deals for no more money, keep them: the finding is then marked low.
rule-spend-without-pipeline-looks-for = marketing campaigns that have cost as much as several deals that became serious, have run long enough, and brought or touched none
rule-spend-without-pipeline-why = At the usual cost, chance alone leaves such a campaign without a deal fewer than one time in twenty.
rule-spend-without-pipeline-remedy = Ask first whether anybody wrote its touches down. Then decide: change it, halve it, or stop it.
rule-spend-without-pipeline-to-one = Ask first whether anybody wrote its touches down. Then decide: change it, halve it, or stop it.
rule-spend-without-pipeline-doubt = It may work on people whom nobody asks where they heard of us. And the more campaigns there are, the likelier it is that one of them was only unlucky.
rule-over-budget-looks-for = campaigns that spent more than their budget
rule-over-budget-why = A budget that nobody minds is a wish. The part above it was taken from something else.
rule-over-budget-remedy = Decide: stop it, or raise the budget and say what it is taken from.
rule-over-budget-to-one = Decide: stop it, or raise the budget and say what it is taken from.
rule-over-budget-doubt = The budget may be old. If the campaign earns its money, raise the budget rather than stop it.
rule-handoff-unanswered-looks-for = open deals that were handed over and have had no sales touch since, after the time that sales promised
rule-handoff-unanswered-why = Interest fades by the hour. A lead that marketing paid for and nobody answers is the dearest kind of silence.
rule-handoff-unanswered-remedy = Call them today, oldest first. Then agree who answers when the usual person is away.
rule-handoff-unanswered-to-one = Call today.
rule-handoff-unanswered-doubt = The touch may have happened and not been written down. Look at the deal before you speak to its owner.
rule-stalled-looks-for = open deals that have stood in their stage for longer than the limit set for it, or than nearly all that ever moved on from it
rule-stalled-why = A deal that stands still is rarely won, but it fills the list and the forecast.
rule-stalled-remedy = For each: agree a next step with a date, send it back to nurturing, or close it as lost.
rule-stalled-to-one = Agree a next step with a date, send it back to nurturing, or close it as lost.
rule-stalled-doubt = Some customers are slow for good reasons, such as a budget year. A next step with a date says so.
rule-leak-looks-for = a step of the funnel that a clearly smaller part of the deals took in the last whole quarter than in the one before, both seen at the same age
rule-leak-why = All the work that brought those deals so far is lost with them, and most of them can still be asked.
rule-leak-remedy = Read ten of the deals that did not move on, and ask what changed: who comes in, who answers, what we say.
rule-leak-to-one = Ask what changed: who comes in, who answers, what we say.
rule-leak-doubt = The quarter before may have been unusually good, or the season is different. Among several steps one may fall by chance. And it cannot speak where there are few deals: its silence is no all-clear.
rule-won-and-forgotten-looks-for = customers without a follow-up in the time after the win in which there should be one
rule-won-and-forgotten-why = Winning a customer is the dear part. Keeping one costs a call, and brings renewals and recommendations.
rule-won-and-forgotten-remedy = Call each of them and ask how it goes. Put the follow-up into the calendar at the next win.
rule-won-and-forgotten-to-one = Call and ask how it goes, and put the next follow-up into the calendar.
rule-won-and-forgotten-doubt = They may be looked after by somebody who does not write it down here.
rule-lost-to-timing-looks-for = deals lost for want of time or money a while ago, without a touch since
rule-lost-to-timing-why = “Not now” is not “no”. They know us, and the reason for the loss passes by itself.
rule-lost-to-timing-remedy = Send one friendly line: is it time now? With the next such loss, note the date on which we may ask again.
rule-lost-to-timing-to-one = Send one friendly line: is it time now?
rule-lost-to-timing-doubt = “No money” is sometimes a polite “no”. Whoever spoke with them last knows best; and somebody may have written to them without noting it.

## What findings say

found-hard-sell-early = { $n ->
    [one] { NUMBER($n) } marketing campaign asks
   *[other] { NUMBER($n) } marketing campaigns ask
    } for too much too early: { $what }
found-to-talk = to talk to sales
found-to-buy = to buy
found-to-buy-and-talk = { NUMBER($buy) } to buy, { NUMBER($talk) } to talk to sales
found-sales-before-handoff = { $n ->
    [one] { NUMBER($n) } deal that marketing brought was
   *[other] { NUMBER($n) } deals that marketing brought were
    } contacted by sales before the handoff; { $rates }
found-none-decided = none of those that sales took on is decided yet
found-won-less = once taken on and decided, they were won less often than the others: { $these } against { $others }
found-won-more = once taken on and decided, they were won more often than the others: { $these } against { $others }
found-won-unclear = of those taken on and decided, { $these } were won, and of the others { $others }
found-won-few = too few of those taken on are decided to compare them with the others
found-both-at-once = { $n ->
    [one] { NUMBER($n) } open deal hears
   *[other] { NUMBER($n) } open deals hear
    } from both sides at once: sales in touch, and a campaign that asks to talk or buy within { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
    } of it
found-unanswered = { $n ->
    [one] { NUMBER($n) } deal handed over waits
   *[other] { NUMBER($n) } deals handed over wait
    } for a first answer from sales beyond the { $promise } promised, { $n ->
    [one] for
   *[other] the oldest for
    } { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
}
found-stalled = { $n ->
    [one] { NUMBER($n) } deal has stood still for longer than its stage’s limit
   *[other] { NUMBER($n) } deals have stood still for longer than their stage’s limit
    }; { $planned }
found-stalled-one-without = without a next step to come
found-stalled-one-with = with a next step to come
found-stalled-none = none of them with a next step to come
found-stalled-some = { NUMBER($n) } of them with a next step to come
found-forgotten = { NUMBER($n) } of { NUMBER($won) } deals won had no follow-up within { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
}
found-leak-clear = A smaller part of the deals moved on in { $period } than in the quarter before, both seen at the same age: { $steps }
found-leak-unclear = Deals that moved on in { $period } and in the quarter before, both seen at the same age: { $steps }
found-leak-step = { $from } to { $to } { NUMBER($some) } of { NUMBER($all) } (before: { NUMBER($some_before) } of { NUMBER($all_before) })
found-timing = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } lost for want of time or money, { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
    } ago or more, { $n ->
    [one] has
   *[other] have
    } not been contacted since
found-marketing-closing = { $n ->
    [one] { NUMBER($n) } marketing campaign works
   *[other] { NUMBER($n) } marketing campaigns work
    } on closing; { $beside }
found-sales-attracting = { $n ->
    [one] { NUMBER($n) } sales campaign works
   *[other] { NUMBER($n) } sales campaigns work
    } on winning attention; { $beside }
found-cost = { $money } ({ $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    })
found-beside-none-sales = no deal from there reached { $stage }, and none from sales’ campaigns of that goal
found-beside-none-marketing = no deal from there reached { $stage }, and none from marketing’s campaigns of that goal
found-beside-there-sales = no deal from there reached { $stage }; in sales’ campaigns of that goal one cost { $there }
found-beside-there-marketing = no deal from there reached { $stage }; in marketing’s campaigns of that goal one cost { $there }
found-beside-here-sales = a deal that reached { $stage } cost { $here } there; sales’ campaigns of that goal had none
found-beside-here-marketing = a deal that reached { $stage } cost { $here } there; marketing’s campaigns of that goal had none
found-beside-both-sales = a deal that reached { $stage } cost { $here } there, { $there } in sales’ campaigns of that goal
found-beside-both-marketing = a deal that reached { $stage } cost { $here } there, { $there } in marketing’s campaigns of that goal
found-beside-few = { $beside }; too few deals to rely on
found-no-pipeline = { $n ->
    [one] { NUMBER($n) } marketing campaign has
   *[other] { NUMBER($n) } marketing campaigns have
    } no deal that reached { $stage }, though { $n ->
    [one] its
   *[other] each one’s
    } spend is at least { NUMBER($times) } times what such a deal usually costs
found-over-budget = { $n ->
    [one] { NUMBER($n) } campaign spent more than its budget
   *[other] { NUMBER($n) } campaigns spent more than their budgets
}

## Attribution models

model-first-touch-name = First touch
model-first-touch-explanation = All credit goes to the campaign of the first touch.
model-first-touch-source = the usual single-touch rule
model-last-touch-name = Last touch
model-last-touch-explanation = All credit goes to the campaign of the last touch before the win.
model-last-touch-source = the usual single-touch rule
model-linear-name = Linear
model-linear-explanation = Every touch gets the same credit.
model-linear-source = the usual multi-touch rule
model-time-decay-name = Time decay
model-time-decay-explanation = The nearer a touch is to the win, the more it gets; the weight halves with each half-life before it.
model-time-decay-source = exponential decay, 2^(−days before the win / half-life)
model-position-based-name = Position-based
model-position-based-explanation = The first and the last touch get 40% each; those between share 20%.
model-position-based-source = the U-shaped rule, 40-20-40
model-w-shaped-name = W-shaped
model-w-shaped-explanation = The first touch, the one that made the lead and the one that made the opportunity get 30% each; other touches up to the opportunity share 10%.
model-w-shaped-source = the W-shaped rule, 30-30-30-10
model-full-path-name = Full path
model-full-path-explanation = The first touch, the ones that made the lead and the opportunity, and the last get 22.5% each; the others share 10%.
model-full-path-source = the Z-shaped rule, 22.5 each and 10
model-markov-name = Markov chain
model-markov-explanation = Credit by what would be missing: the share of wins that no longer come about in a chain of all paths, won and lost, when the campaign is taken out.
model-markov-source = Anderl, Becker, von Wangenheim & Schumann 2016, first order; the removal effect by the fundamental matrix (Kemeny & Snell 1960)
model-shapley-name = Shapley value
model-shapley-explanation = Each won deal is shared evenly by the different campaigns on its path, however often each was met.
model-shapley-source = Zhao, Mahboobi & Bagheri 2018, the closed form

## What changed since another state: `diff`, and the page of `build --since`

short-days = { $n } days
diff-now = now { $value }
diff-edited = { NUMBER($n) }, edited
diff-note-currency = Amounts were in { $old } and are in { $new }: money is not compared.
diff-note-no-rate = { $n ->
    [one] { NUMBER($n) } deal has
   *[other] { NUMBER($n) } deals have
    } no exchange rate on { $date }; what was restated is without their money.
diff-note-today = Both count up to today, so nothing can have happened between them: everything is restated. Say up to when the old one counted with --old-as-of, or of a site with --since-as-of.
diff-field-lost = lost
diff-field-lost-reason = reason of the loss
diff-field-lost-to = lost to
diff-field-amount = amount
diff-field-valued = amount by that day’s rate
diff-field-account = account
diff-field-owner = owner
diff-field-segment = segment
diff-field-region = region
diff-field-kind = kind
diff-field-source = source
diff-field-channel = channel
diff-field-touches = touches
diff-field-follow-ups = follow-ups
diff-field-needs = needs
diff-field-objections = objections
diff-field-function = run by
diff-field-goal = goal
diff-field-ask = asks to
diff-field-starts = starts
diff-field-ends = ends
diff-field-budget = budget
diff-field-spend = spend
diff-field-impressions = impressions
diff-field-visits = visits
diff-field-leads = leads
diff-change-added = added
diff-change-removed = removed
diff-change-won = won
diff-change-lost = lost
diff-change-reopened = open again
diff-change-moved = moved on
diff-change-edited = changed
changes-lead = From “{ $name }”, which counts up to { $old }, to this site, up to { $new }: { $records ->
    [0] no deal or campaign changed
    [one] { NUMBER($records) } deal or campaign changed
   *[other] { NUMBER($records) } deals and campaigns changed
}
changes-parts = Restated is what the new files change in what the old state counted already: history was edited. Happened is what came since. The two add up to the whole change.
changes-none = Nothing changed that a number is made of.
changes-moved = What moved: { $period }
changes-was = Was
changes-is = Is
changes-restated = Restated
changes-happened = Happened
changes-why = Why
changes-what = What
changes-facts = Changed
changes-moves = Moves
changes-came = Named now:
changes-went = Named no more:
changes-muted = ({ NUMBER($n) } muted)
changes-restated-periods = Periods that were restated
changes-restated-text = These were over already, and their numbers are others now because history was edited. Their pages say what stood there before.
changes-restated-title = { $period } was restated since { $date }
changes-edited = Edited since:
changes-settings-too = Settings, costs or quotas were edited too.
changes-all = All changes

# A public site: what is shown of small counts and of what is hidden.
public-few = under { NUMBER($n) }
public-hidden = not shown
public-absent = not shown in public
public-no-period = a month
public-nothing = nothing to divide by
public-rate-hidden = not shown: a count behind it is too small, or would tell one that is
public-money-hidden = not shown: it would be the money of few deals
public-no-values = None of these values is shown.
public-no-counts = No counts are shown
public-no-counts-why = There are so few deals that one count would tell another.
public-what = Shown to everybody: counts under { NUMBER($n) } are hidden, with others beside them where one would tell the other. Money is rounded to two digits.
public-everything = Over all time.
public-came-and-won = { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } came in and { $won ->
    [0] none was won
    [one] { NUMBER($won) } was won
   *[other] { NUMBER($won) } were won
    } { $within }
public-stages = How many deals entered each stage
public-stages-measure = Deals that entered each stage { $within }, data up to { $date }
public-trend = { $metric }, over time
public-dots-measure = { $metric } over all time; channels without a value are not drawn
public-split = What each side spent and brought
public-split-measure = Shares of marketing and sales { $within }; money is rounded, deals are those of all time
public-split-spend = What each side spent
public-split-spend-measure = Shares of marketing and sales { $within }; money is rounded
public-spent = Spent on campaigns
public-brought = Deals brought
public-won = Deals won
public-no-campaign = No campaign
public-steps = Of the deals that entered a stage { $within }: how many have moved on, were lost, or are open.
public-funnel-lead = From the first contact to the order, in counts of { NUMBER($n) } and more.
public-handoff-lead = What happens between { $marketing } and { $sales }.
public-handed = Handed over
public-accepted = Taken on by sales
public-lost-before = Lost before that
public-waiting = Open before that
public-due = Time for an answer is over
public-on-time = Of these, answered in time
public-spend-lead = What campaigns cost and what was won, rounded.
public-spend-note = Campaign spend only: salaries and other costs are not shown.
public-campaigns-lead = { $n ->
    [one] One campaign, over all time.
   *[other] { NUMBER($n) } campaigns, over all time.
}
public-campaign-note = Counts under { NUMBER($n) } are hidden.
public-run = Ran
public-from-to = { $first } to { $last }
public-since = since { $first }
public-periods-lead = Everything, years and quarters.
public-metrics-lead = The numbers that are shown to everybody, and how each is computed.
public-findings-lead = What goes wrong and what to do about it. Which deals these are is not shown.
public-found = { $n ->
    [0] Nothing was found.
    [one] One thing was found.
   *[other] { NUMBER($n) } things were found.
}
public-account = customer { $name }
