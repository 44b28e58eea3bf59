# Words of the theme, in English. One message a line; what stands in { } is put in by the program.
# See docs/translating.md.

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
trend-title-no-period = { $metric }: no period yet
trend-title-no-value = { $metric }: no value { $within }
trend-title = { $metric }: { $value } { $within }
trend-title-same = { $start }, as { $then }
trend-title-unclear = { $start }, no clear change from { $before }
trend-title-up = { $start }, up from { $before } { $then }
trend-title-down = { $start }, down from { $before } { $then }
cohorts-title-empty = No cohort is old enough to tell
cohorts-title-few = { NUMBER($won) } of { $of ->
    [one] { NUMBER($of) } deal
   *[other] { NUMBER($of) } deals
    } had bought after { NUMBER($days) } days
cohorts-title = { NUMBER($won) } of 100 deals had bought after { NUMBER($days) } days
attribution-lead = “{ $campaign }” gets the most credit for what was won { $within }: { $range }, by the way of counting
attribution-lead-untouched = { $money } was won { $within }, and no campaign touched any of it
attribution-lead-empty = Nothing was won { $within }
disputed-title-empty = No campaign has credit for a win yet
disputed-title-agree = All ways of counting agree
disputed-title = Most disputed: “{ $campaign }”, worth { $low } or { $high }
flow-title-empty = No deal was created in this period
flow-title = Most deals came from { $channel }: { NUMBER($n) } of { NUMBER($all) }, { NUMBER($won) } of them won so far
forecast-title-no-month = No whole month lies ahead within the horizon
forecast-title-too-few = Too few deals to say what is ahead
forecast-title = { $month } should bring { $expected }, most likely { $low } to { $high }
left-truncation = The data seems to start in the middle of the business: deals that had begun before { $first } are not in it. Do not compare cohorts and win rates up to { $until } with later ones.
incidence-title = { NUMBER($n) } of 100 deals at “{ $from }” reach “{ $to }” within { NUMBER($days) } days
incidence-title-few = { NUMBER($k) } of { $n ->
    [one] { NUMBER($n) } deal
   *[other] { NUMBER($n) } deals
    } at “{ $from }” have reached “{ $to }” so far
incidence-title-empty = No deal reached “{ $from }” in this period
dots-title-few = { $metric } by { $by }: fewer than 20 deals each
dots-title-clear = { $metric }: “{ $high }” is clearly ahead of “{ $low }”
dots-title-unclear = { $metric }: no clear difference by { $by }
dumbbell-title-no-spend = No campaign spend in this period
dumbbell-title = “{ $best }” has { $best_spend } of the spend and { $best_won } of what was won; “{ $worst }” { $worst_spend } and { $worst_won }
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
reason-too-early = not known yet: the deals have not been seen for long enough
reason-no-promise = no promise is set
reason-no-quota = no quota is set for this period
reason-few-answered = fewer than half are answered, or none was handed over
reason-nothing-happened = nothing of the kind happened in this period
reason-no-deal = there is no deal to take it from in this period
parts-promised = { $k } of { $n } promised
parts-money-for = { $money } for { $n }
taken-over = taken over { $n ->
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
