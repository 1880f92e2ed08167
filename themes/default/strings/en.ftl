# Every word that readers see, in English. Numbers arrive written out; `$n` is for plurals.

## Numbers and units

percent = { $number } %
with-unit = { $number } { $unit }
points = { $number } points
interval = { $low } – { $high }
interval-difference = { $low } … { $high }
axis-percent = { " " }%
unit-percent = %
unit-mean = of { $high }
unit-median = { $unit } median
time-unit =
    { $unit ->
        [s] s
        [min] min
        [d] d
       *[h] h
    }
business-unit = business { $unit }
promise-business =
    { $unit ->
        [s] { $n ->
            [one] { $n } business second
           *[other] { $n } business seconds
        }
        [min] { $n ->
            [one] { $n } business minute
           *[other] { $n } business minutes
        }
       *[h] { $n ->
            [one] { $n } business hour
           *[other] { $n } business hours
        }
    }
promise =
    { $unit ->
        [s] { $n ->
            [one] { $n } second
           *[other] { $n } seconds
        }
        [min] { $n ->
            [one] { $n } minute
           *[other] { $n } minutes
        }
        [d] { $n ->
            [one] { $n } day
           *[other] { $n } days
        }
       *[h] { $n ->
            [one] { $n } hour
           *[other] { $n } hours
        }
    }
list-more =
    { $n ->
        [one] { $n } more
       *[other] { $n } more
    }

## Periods

period-week = Week { $part }, { $year }
period-quarter = Q{ $part } { $year }
period-fiscal-quarter = FY{ $year } Q{ $part }
period-fiscal-quarter-short = FY{ $short } Q{ $part }
period-fiscal-year = FY{ $year }
later-too-few = { $period } has too few answers so far to be reported on.
period-days = { $first } to { $last }
period-week-alone = Week { $part }
period-quarter-alone = Q{ $part }

# A period in a sentence. `$kind` is `month`, `year` for 2026, `article` for quarters and financial years, else `other`.
period-in =
    { $kind ->
        [month] in { $period }
        [year] in { $period }
        [article] in { $period }
       *[other] in { $period }
    }
period-since =
    { $kind ->
        [article] since { $period }
       *[other] since { $period }
    }
period-since-about =
    { $kind ->
        [article] since about { $period }
       *[other] since about { $period }
    }
period-until =
    { $kind ->
        [article] until { $period }
       *[other] until { $period }
    }
period-before =
    { $kind ->
        [article] before { $period }
       *[other] before { $period }
    }
period-on =
    { $kind ->
        [article] on { $period }
       *[other] on { $period }
    }
period-itself =
    { $kind ->
        [month] { $period } itself
        [year] { $period } itself
        [article] { $period } itself
       *[other] { $period } itself
    }
period-range =
    { $kind ->
        [article] from { $first } to { $last }
       *[other] from { $first } to { $last }
    }
period-names = { $first } to { $last }
period-only = { $in } only
so-far-until = so far, until { $date }
period-so-far = so far { $in }

# So many periods. The second stands after a preposition, which other languages need.
spell =
    { $kind ->
        [week] { $number } weeks
        [quarter] { $number } quarters
        [year] { $number } years
        [wave] { $number } waves
       *[month] { $number } months
    }
spell-dative =
    { $kind ->
        [week] { $number } weeks
        [quarter] { $number } quarters
        [year] { $number } years
        [wave] { $number } waves
       *[month] { $number } months
    }
number-word =
    { $n ->
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
        [11] eleven
        [12] twelve
       *[other] { $n }
    }
period-month-short = { $part } { $short }
period-week-short = W{ $part }
period-quarter-short = Q{ $part } { $short }

## What stands in place of a value

withheld =
    { $n ->
       *[other] withheld (fewer than { $n })
    }
no-data = no data
too-few = too few
not-reached = not reached
other-language = mostly in a language that is not read
failed = could not be computed
no-comparison = nothing to compare with
no-interval = no interval

## Verdicts

verdict-improved = improved
verdict-worsened = worsened
verdict-no-evidence = no evidence of a change
verdict-too-few = too few to say
verdict-by = { $verdict } by { $amount }
verdict-judged = { $verdict }: { $what }
verdict-in = { $verdict } in
judged-pair = { $after } { $part }, was { $before }
detectable = a change of { $amount } or more would have shown
detectable-judged =
    { $unit ->
        [percent] a change of { $amount } or more in the share { $part } would have shown
       *[other] a change of { $amount } or more in the { $part } would have shown
    }
too-few-note = { $n } on the smaller side; { $enough } are needed
too-few-clusters =
    { $n ->
        [one] the answers of one side come from one group with { $cluster }; that is too few to tell how such groups differ
       *[other] the answers of one side come from { $n } groups, each with { $cluster }; those are too few to tell how such groups differ
    }
rest-better = better than the rest
rest-worse = worse than the rest
rest-no-evidence = no evidence of a difference from the rest
target = target { $value }
target-verdict = { $target }, { $verdict }
target-met = met
target-missed = missed
target-missed-for =
    { $n ->
        [0] missed
        [1] missed
       *[other] { $kind ->
            [week] missed for { $n } weeks
            [quarter] missed for { $n } quarters
            [year] missed for { $n } years
            [wave] missed for { $n } waves
           *[month] missed for { $n } months
        }
    }
target-cannot-say = too close to call
benchmark = { $label } { $value }
benchmark-above = above it
benchmark-below = below it
all = all { $value }
## Bases

counted =
    { $kind ->
        [tickets] { $n ->
            [one] { $count } ticket
           *[other] { $count } tickets
        }
        [reviews] { $n ->
            [one] { $count } review
           *[other] { $count } reviews
        }
        [orders] { $n ->
            [one] { $count } order
           *[other] { $count } orders
        }
        [customers] { $n ->
            [one] { $count } customer
           *[other] { $count } customers
        }
        [outreach] { $n ->
            [one] { $count } invitation
           *[other] { $count } invitations
        }
        [comments] { $n ->
            [one] { $count } comment
           *[other] { $count } comments
        }
       *[survey] { $n ->
            [one] { $count } answer
           *[other] { $count } answers
        }
    }
base-indicative = { $base }, indicative
base-open = { $base }, { $open } still open
closed-only = closed tickets alone would say { $value }
closed-only-long =
    Closed tickets alone would say { $closed }, { $apart } { $way ->
        [more] more
       *[less] less
    } than the { $all } that count every ticket{ $way ->
        [more] .
       *[less] : those still open are the slow ones, and leaving them out flatters.
    }

## Findings

finding-alone = { $figure }: { $value }
finding-verdict = { $figure }: { $value }, { $verdict }
finding-judged = { $figure } { $verdict }: { $what }
finding-moved =
    { $figure } { $way ->
        [up] rose
        [down] fell
       *[level] stayed
    } { $amount } to { $after }
change-sentence =
    { $judged ->
        [yes] { $after } { $part }, from { $before } in { $than }: { $difference } ({ $interval })
       *[no] { $after }, from { $before } in { $than }: { $difference } ({ $interval })
    }
change-short = { $before } → { $after }, { $difference } ({ $interval })
difference-with-interval = { $difference } ({ $interval })
against = against { $period }
readings-only-naive =
    { $without ->
        [both] Without weights and as if answers were independent, the { $way ->
            [up] rise
           *[down] fall
        } of { $naive } would count as real. With weights the change is { $judged }, and answers with { $cluster } resemble each other, so that chance alone gives such differences more often: there is no evidence of a change.
        [weights] Without weights, the { $way ->
            [up] rise
           *[down] fall
        } of { $naive } would count as real. With weights the change is { $judged }, and the answers that count most are few: there is no evidence of a change.
       *[clusters] As if answers were independent, the { $way ->
            [up] rise
           *[down] fall
        } of { $naive } would count as real. But answers with { $cluster } resemble each other, so that chance alone gives such differences more often: there is no evidence of a change.
    }
readings-only-judged =
    { $without ->
        [both] Without weights and as if answers were independent, the difference would be { $naive } and there would be no evidence of a change; with weights, and with answers with { $cluster } taken together, it is { $judged }.
        [weights] Without weights, the difference would be { $naive } and there would be no evidence of a change; with weights it is { $judged }.
       *[clusters] As if answers were independent, there would be no evidence of a change; with answers with { $cluster } taken together, there is.
    }
readings-against = { $sentence } This is for the comparison with { $period }.
cluster-name =
    { $cluster ->
        [day] the same day
       *[other] the same { $cluster }
    }
movement-paradox =
    { $way ->
        [up] By { $dimension }: every group fell, and yet the total rose by { $total }. The shift between groups adds { $mix }, changes within them { $rate }.
       *[down] By { $dimension }: every group rose, and yet the total moved by { $total }. The shift between groups adds { $mix }, changes within them { $rate }.
    }
movement-mix = By { $dimension }: the shift between groups explains { $mix } of { $total }, changes within them { $rate }.
movement-rate = By { $dimension }: { $row } accounts for { $part } of { $total }; changes within groups { $rate }, the shift between them { $mix }.
movement-alike = By { $dimension }: no group stands out; changes within groups add { $rate } to { $total }, the shift between them { $mix }.
movement-total = Total: { $total }
movement-split = The change by { $dimension }
movement-no-evidence = There is no evidence that it changed since the period before, so there is nothing to explain: by chance alone, groups move and shift as well.
movement-title = Why it moved, by { $dimension }
movement-sub = Read from top to bottom. Dots: the value before and now. Bars: what the change within each group adds or takes; the last, what the shift between groups does.
movement-cost =
    { $form ->
        [loss]
            { $back ->
                [yes] { $row } alone cost { $part }; everything else gave { $rest } back.
               *[no] { $row } alone cost { $part }, everything else { $rest }.
            }
        [fall]
            { $back ->
                [yes] { $row } alone took { $part } off; everything else added { $rest }.
               *[no] { $row } alone took { $part } off, everything else { $rest }.
            }
       *[rise]
            { $back ->
                [yes] { $row } alone added { $part }; everything else took { $rest } off.
               *[no] { $row } alone added { $part }, everything else { $rest }.
            }
    }
movement-alternative = From { $before } in { $since } to { $after } in { $until }: { $parts }.
movement-shift = shift between
movement-others =
    { $n ->
        [one] one other group
       *[other] { $n } other groups
    }
movement-detail = { $before } → { $after }
everybody-else = Everybody else
direction-higher = More is better.
direction-neither = More of it is neither better nor worse: it is shown, and its changes are not judged.
direction-lower = Less is better.

## Level over time

# Findings begin small and have no full stop, so that the name of a figure can stand before them.
verdict-back = back where it was
verdict-as-a-year-ago = as a year ago
verdict-unchanged = unchanged within { $margin }
brief-moved =
    { $judged ->
        [yes] { $way ->
            [up] { $amount } more { $part }
           *[down] { $amount } fewer { $part }
        }
       *[no] { $unit ->
            [seconds] { $way ->
                [up] { $amount } longer
               *[down] { $amount } shorter
            }
            [business-seconds] { $way ->
                [up] { $amount } longer
               *[down] { $amount } shorter
            }
            [count] { $way ->
                [up] { $amount } more
               *[down] { $amount } fewer
            }
           *[other] { $way ->
                [up] { $amount } higher
               *[down] { $amount } lower
            }
        }
    }
brief-month = than its level { $since } ({ $level })
brief-line = { $span }, from { $before } { $until }
brief-since = { $since }; was { $before }
brief-year = than a year ago ({ $before })
brief-before = than { $in } ({ $before })
brief-back = { $value } { $range }
brief-alone = nothing to compare with yet
brief-was = was { $before } { $in }
when-year = compared with a year ago
when-before = compared with the level { $in }
clause-better = { $figure } improved
clause-worse = { $figure } worsened
better-nps = more customers would recommend us
worse-nps = fewer customers would recommend us
better-csat = more customers are satisfied
worse-csat = fewer customers are satisfied
better-ces = more customers find it easy
worse-ces = fewer customers find it easy
better-ambassador = more of those who would recommend us did so
worse-ambassador = fewer of those who would recommend us did so
better-expectation = we met more expectations
worse-expectation = we met fewer expectations
better-gap = we came closer to what customers expect
worse-gap = we fell further short of what customers expect
better-emotion = customers felt better
worse-emotion = customers felt worse
better-sentiment = comments sound better
worse-sentiment = comments sound worse
better-resolution = tickets are solved sooner
worse-resolution = tickets take longer to solve
better-first-response = tickets are answered sooner
worse-first-response = tickets wait longer for a first answer
better-sla = more tickets are solved in the promised time
worse-sla = fewer tickets are solved in the promised time
better-backlog = fewer tickets are open
worse-backlog = more tickets are open
better-first-contact = more tickets are solved at first contact
worse-first-contact = fewer tickets are solved at first contact
better-reopen = fewer tickets are opened again
worse-reopen = more tickets are opened again
better-repeat-contact = fewer customers come back with another ticket
worse-repeat-contact = more customers come back with another ticket
better-perfect-order = more orders arrive without a fault
worse-perfect-order = fewer orders arrive without a fault
better-rating = reviews are better
worse-rating = reviews are worse
better-review-response = more reviews are answered
worse-review-response = fewer reviews are answered
better-reply-time = reviews are answered sooner
worse-reply-time = reviews wait longer for an answer
better-churn = fewer customers left
worse-churn = more customers left
better-retention = more customers stayed
worse-retention = fewer customers stayed
better-loss = fewer of those who left had a reason in our hands
worse-loss = more of those who left had a reason in our hands
better-win-back = more lost customers came back
worse-win-back = fewer lost customers came back
better-referral = more customers brought another
worse-referral = fewer customers brought another
better-response-rate = more of those whom we asked answered
worse-response-rate = fewer of those whom we asked answered
better-each-theme = fewer comments are about “{ $figure }”
worse-each-theme = more comments are about “{ $figure }”
better-each-csat = { $figure } rose
worse-each-csat = { $figure } fell
better-each-nps = { $figure } rose
worse-each-nps = { $figure } fell
verdict-way =
    { $way ->
        [up] higher
       *[down] lower
    }
verdict-than =
    { $verdict ->
        [improved] better than { $in }
       *[worsened] worse than { $in }
    }
verdict-than-year =
    { $verdict ->
        [improved] better than a year ago
       *[worsened] worse than a year ago
    }
finding-course = { $figure } – { $sentence }
judged-value = { $value } { $part }
arrow = { $before } → { $after }
course-said = { $sentence }.
course-small = that is a change by less than { $margin }
course-said-more = { $said } { $more }.
course-clause = { $sentence }, { $clause }
course-since-about = { $since } ({ $dates })
course-since-latest = { $since } at the latest
course-until-then = before
course-for = for { $spell }
course-over-all = over all { $spell }
course-though = { $since }, though not { $in }
course-line =
    { $way ->
        [up] rising { $span }: { $values }
       *[down] falling { $span }: { $values }
    }
course-line-from =
    { $way ->
        [up] rising { $span }: from { $before }, its level { $until }, to { $after }
       *[down] falling { $span }: from { $before }, its level { $until }, to { $after }
    }
course-line-after =
    { $way ->
        [up] rising { $span }: from { $before } { $until } to { $after }
       *[down] falling { $span }: from { $before } { $until } to { $after }
    }
course-since =
    { $way ->
        [up] higher { $since }: { $after }; was { $before } { $until }
       *[down] lower { $since }: { $after }; was { $before } { $until }
    }
course-still = still { $after }, as { $since }; was { $before } { $until }
course-steps =
    { $way ->
        [up] up in { $number } steps, { $when }: { $values }
       *[down] down in { $number } steps, { $when }: { $values }
    }
course-month =
    { $way ->
        [up] rose to { $after } { $in }; { $before } was its level { $since }
       *[down] fell to { $after } { $in }; { $before } was its level { $since }
    }
course-month-more =
    { $kind ->
        [week] one week does not yet show whether it stays
        [quarter] one quarter does not yet show whether it stays
        [year] one year does not yet show whether it stays
        [wave] one wave does not yet show whether it stays
       *[month] one month does not yet show whether it stays
    }
course-partly =
    { $way ->
        [up] up to { $after } { $since } from { $between }, not yet where it was { $then } ({ $before })
       *[down] down to { $after } { $since } from { $between }, not yet where it was { $then } ({ $before })
    }
course-back = back to { $after }, where it was { $then } ({ $between } { $range })
course-as-a-year-ago = as a year ago ({ $value })
course-season =
    { $way ->
        [up] { $after } { $since }, higher than before ({ $before }), { $year }
       *[down] { $after } { $since }, lower than before ({ $before }), { $year }
    }
course-wavers =
    { $way ->
        [up] higher { $since } on the whole ({ $after }, was { $before }), but { $itself } is nearer to what it was
       *[down] lower { $since } on the whole ({ $after }, was { $before }), but { $itself } is nearer to what it was
    }
course-year =
    { $way ->
        [up] higher than a year ago: { $after } against { $before }
       *[down] lower than a year ago: { $after } against { $before }
    }
course-year-only = { $sentence }; no change within the year is clear
course-before =
    { $way ->
        [up] up { $amount } { $on }
       *[down] down { $amount } { $on }
    }
course-before-within = { $sentence }, within what has been its level { $since } ({ $level })
course-before-to = { $sentence }, to { $after }
course-unchanged = unchanged: { $after } in the last { $spell }, { $before } in the { $number } before, within { $margin }
course-usual =
    { $n ->
        [one] { $way ->
            [up] { $periods } is higher ({ $after }, was { $before }), but this figure has varied as much before
           *[down] { $periods } is lower ({ $after }, was { $before }), but this figure has varied as much before
        }
       *[other] { $way ->
            [up] { $periods } are higher ({ $after }, was { $before }), but this figure has varied as much before
           *[down] { $periods } are lower ({ $after }, was { $before }), but this figure has varied as much before
        }
    }
course-many =
    { $n ->
        [one] { $way ->
            [up] { $periods } is higher ({ $after }, was { $before }), but among so many comparisons that is no surprise
           *[down] { $periods } is lower ({ $after }, was { $before }), but among so many comparisons that is no surprise
        }
       *[other] { $way ->
            [up] { $periods } are higher ({ $after }, was { $before }), but among so many comparisons that is no surprise
           *[down] { $periods } are lower ({ $after }, was { $before }), but among so many comparisons that is no surprise
        }
    }
course-no-year = { $sentence }; there is no year before to compare with
course-numbers = { $after } { $since }, { $before } before: { $difference } ({ $interval })
course-detectable = a change of { $amount } or more that lasted { $spell } would have shown
course-detectable-judged =
    { $unit ->
        [percent] a change of { $amount } or more in the share { $part } that lasted { $spell } would have shown
       *[other] a change of { $amount } or more in the { $part } that lasted { $spell } would have shown
    }
clause-year =
    { $way ->
        [up] and above a year ago ({ $value })
       *[down] and below a year ago ({ $value })
    }
clause-year-still =
    { $way ->
        [up] still above a year ago ({ $value })
       *[down] still below a year ago ({ $value })
    }
clause-before =
    { $way ->
        [up] and up { $amount } { $on }
       *[down] and down { $amount } { $on }
    }
clause-before-against =
    { $way ->
        [up] but up { $amount } { $on }
       *[down] but down { $amount } { $on }
    }
against-level = level over time
column-level-before = Level before { $period }
course-method = How the level over time is judged
course-method-question = Beside the comparison with the period before, the last 24 periods are looked at together: did the level change within the last twelve, since when, and in what shape? A change counts when what came after differs from what came before by more than three and a half standard errors, and by more than the figure usually varies.
course-method-usual = Usual variation is what the figure varies from one period to the next beyond chance while its level stays the same. It is estimated from neighbouring periods without the clear changes, and added to chance. Where few periods tell it, more is asked of a change.
course-method-levels = A level is what the figure comes to over periods that follow each other, all their answers taken together. The periods are split into as few levels as describe them well, or into levels and a line at the end. Both sides of the change are then compared by the figure’s own method; the p takes in every period in which the change could have begun, and is corrected for all comparisons made with it.
course-method-names = “Falling” and “rising” are lines over at least four periods. “Since about” gives the periods in which the change may have begun; in simulations they held the true one in 99 of 100 cases. “Back” is within chance of the level before the last change. “As a year ago” is as the same periods a year before were, which had moved in the same way. Where the last period alone differs, later ones show whether it stays.
course-method-unchanged = “Unchanged” is said only with a margin: the 90 % interval of the difference between the last three periods and up to nine before them lies wholly within it.
course-method-limits = A change is dated to a period, not to a day. In its first period a change is hardest to see; with fewer than 100 answers a period only large or lasting ones show. A first year cannot tell a season from a change. A figure whose true level wanders gets dated changes that are true of those periods and need not last. The rule was tried on simulated series, without weighted answers, times to resolution over many periods or means with a few very large values.

## Which groups a change comes from

echo-leads =
    { $way ->
        [up] { $group } rose { $amount }
       *[down] { $group } fell { $amount }
    }
echo-leads-both =
    { $way ->
        [up] { $group } rose { $amount } and { $second } { $other }
       *[down] { $group } fell { $amount } and { $second } { $other }
    }
echo-leads-only =
    { $way ->
        [up] { $group } rose more than everybody else
       *[down] { $group } fell more than everybody else
    }
echo-amount-judged =
    { $unit ->
        [percent] { $amount } in the share { $part }
       *[other] { $amount } in the { $part }
    }
echo-open =
    { $n ->
        [one] { $way ->
            [up] { $list } is higher too; without { $leading } there is no evidence of a change in it
           *[down] { $list } is lower too; without { $leading } there is no evidence of a change in it
        }
       *[other] { $way ->
            [up] { $list } are higher too; without { $leading } there is no evidence of a change in any of them
           *[down] { $list } are lower too; without { $leading } there is no evidence of a change in any of them
        }
    }
echo-seen =
    { $n ->
        [one] { $way ->
            [up] { $list } is higher too; that is the rise of { $leading } seen again
           *[down] { $list } is lower too; that is the fall of { $leading } seen again
        }
       *[other] { $way ->
            [up] { $list } are higher too; that is the rise of { $leading } seen again
           *[down] { $list } are lower too; that is the fall of { $leading } seen again
        }
    }
echo-mostly =
    { $n ->
        [one] { $way ->
            [up] { $list } is higher too; that is mostly the rise of { $leading } seen again
           *[down] { $list } is lower too; that is mostly the fall of { $leading } seen again
        }
       *[other] { $way ->
            [up] { $list } are higher too; that is mostly the rise of { $leading } seen again
           *[down] { $list } are lower too; that is mostly the fall of { $leading } seen again
        }
    }
echo-own-group = { $group } ({ $difference })
echo-own =
    { $way ->
        [up] { $list } rose outside { $leading } as well
       *[down] { $list } fell outside { $leading } as well
    }
echo-most = { $dimension }: most in { $list }
echo-alike = { $dimension }: in all groups alike, as far as can be told
echo-none =
    { $way ->
        [up] no group stands out: higher in all groups alike, as far as can be told
       *[down] no group stands out: lower in all groups alike, as far as can be told
    }
echo-with = with { $leading }
echo-word = { $verdict }, { $mark }

## Overview

headline-until = Until { $date }: { $headline }
headline-back =
    { $n ->
        [one] { $list } is back where it was.
       *[other] { $list } are back where they were.
    }
headline-as-a-year-ago =
    { $n ->
        [one] { $list } is as a year ago.
       *[other] { $list } are as a year ago.
    }
headline-moved = { $list } changed.
headline-none = No headline figure shows evidence of a change.
headline-lasting = No headline figure changed anew.
lead-lasting = As for some time: { $list }.
headline-too-few = Too few answers to say whether anything changed.
headline-alone = What customers told us in { $period }.
headline-alone-records = The figures of { $period }.
another-value = another value
state-draft = draft
state-final = final
state-published = as published
data-until = data until
heard =
    { $kind ->
        [tickets] { $n ->
            [one] { $count } ticket
           *[other] { $count } tickets
        }
        [reviews] { $n ->
            [one] { $count } review
           *[other] { $count } reviews
        }
        [orders] { $n ->
            [one] { $count } order
           *[other] { $count } orders
        }
        [outreach] { $n ->
            [one] { $count } invitation
           *[other] { $count } invitations
        }
        [staff] { $n ->
            [one] { $count } guess of staff
           *[other] { $count } guesses of staff
        }
       *[survey] { $n ->
            [one] { $count } customer heard
           *[other] { $count } customers heard
        }
    }
heard-sources =
    { $n ->
        [one] { $n } source
       *[other] { $n } sources
    }
section-figures = Headline figures
section-headlines = All headline figures
section-also = Also worth knowing
also-group = { $slice }: { $figure }
also-changed =
    { $note ->
        [0] { $moved }
       *[other] { $moved } { $note }
    }
also-missed =
    { $kind ->
        [week] target { $target } missed for { $n } weeks, now { $value }
        [quarter] target { $target } missed for { $n } quarters, now { $value }
        [year] target { $target } missed for { $n } years, now { $value }
        [wave] target { $target } missed for { $n } waves, now { $value }
       *[month] target { $target } missed for { $n } months, now { $value }
    }
also-grown-lead = { $figure }: { $value }
also-grown = { $times } times as many as in { $period } ({ $before })
also-oldest-lead = Oldest promise
also-oldest = { $title }, { $age }
also-heard-lead = Heard least: { $touchpoint }
figures-title =
    { $news ->
        [0] { $n } figures, none with news
        [one] { $n } figures, one with news
       *[other] { $n } figures, { $news } with news
    }
figures-others =
    { $n ->
        [one] { $n } other: neither better nor worse, as far as can be told
       *[other] { $n } others: neither better nor worse, as far as can be told
    }
groups-title = By { $list }
more-figures = All figures
board-title = Board edition
board-more = the whole report
digest-more = Open the whole report
section-elsewhere = Changes of other figures, or in parts of them
section-commentary = Commentary
nothing-changed = No headline figure is better or worse beyond chance. That is not the same as no change: a small one may be there.
nothing-better-or-worse = No headline figure is now better or worse than its level before, beyond chance.
would-have-shown-lasting =
    { $kind ->
        [week] From these sizes on, a change that lasted three weeks would have shown: { $list }.
        [quarter] From these sizes on, a change that lasted three quarters would have shown: { $list }.
        [year] From these sizes on, a change that lasted three years would have shown: { $list }.
        [wave] From these sizes on, a change that lasted three waves would have shown: { $list }.
       *[month] From these sizes on, a change that lasted three months would have shown: { $list }.
    }
would-have-shown =
    { $kind ->
        [week] From these sizes on, a change since the week before would have shown: { $list }.
        [quarter] From these sizes on, a change since the quarter before would have shown: { $list }.
        [year] From these sizes on, a change since the year before would have shown: { $list }.
        [wave] From these sizes on, a change since the wave before would have shown: { $list }.
       *[month] From these sizes on, a change since the month before would have shown: { $list }.
    }
would-have-shown-size = { $figure } { $amount }
would-have-shown-size-of = { $figure } { $amount } ({ $part })
not-compared = There is nothing to compare this period with.
tested =
    Tested over time: { $totals ->
        [one] { $totals } comparison of whole figures
       *[other] { $totals } comparisons of whole figures
    } and { $slices ->
        [one] { $slices } of groups
       *[other] { $slices } of groups
    }; { $words ->
        [0] none came out as real
        [one] one came out as real
       *[other] { $words } came out as real
    }{ $few ->
        [0] .
        [one] . One had too few to be tested.
       *[other] . { $few } had too few to be tested.
    } Of those that come out as real, at most one in forty is expected to be chance; the more is tested, the more it takes.
tested-none =
    { $few ->
        [one] Nothing was tested: the one comparison has too few answers.
       *[other] Nothing was tested: all { $few } comparisons have too few answers.
    }
gap-sentence =
    { $judged ->
        [yes] { $after } { $part }, everybody else { $before }: { $difference } ({ $interval })
       *[no] { $after }, everybody else { $before }: { $difference } ({ $interval })
    }
heard-sentence = { $base } ({ $figure })
group-caption = Headline figures by { $dimension }
group-caption-others = Figures by { $dimension }
slices-hint = Values are for the group named; words and shapes mark what got better or worse: its level over time, or against the year or the period before.
commentary-by = Commentary by
commentary-plain = Commentary
commentary-bound = Every underlined figure comes from the data.
spark-alternative = Last { $n } periods, since { $since }: from { $first } to { $last }.

## Studies

study-sampled = Looked at: a random { $n } of { $all } responses.

drivers-title-one = { $outcome } goes most with { $list }.
drivers-title-few = { $outcome } goes most with { $list }; which of them most, the answers do not tell.
drivers-title-many = No single driver of { $outcome } stands out.
drivers-title-none = What goes with { $outcome } cannot be told from these answers.
drivers-sub = Which answers go together, customer by customer. That two go together does not say that one brings the other about.
drivers-of = What goes with { $outcome }
drivers-weighed =
    { $n ->
       *[other] The { $n } drivers together go with { $share } of the differences between customers in { $outcome }; each has its part below.
    }
drivers-cases =
    { $n ->
        [one] One customer of { $all } who answered { $outcome } answered for all drivers.
       *[other] { $count } customers of { $all } who answered { $outcome } answered for all drivers.
    }
drivers-advice =
    { $n ->
        [one] Look at { $list } first: it goes more with the outcome than the average driver, and stands worse, each beyond its interval.
       *[other] Look at { $list } first: they go more with the outcome than the average driver, and stand worse, each beyond its interval.
    }
drivers-no-advice = Which driver matters most, the answers do not tell: none both goes more with the outcome than the average driver and stands worse, beyond its interval.
drivers-too-few = The drivers are not weighed: at least { $needed } customers who answered for all of them are needed.
drivers-constant = The drivers are not weighed: everybody gave the same answer to { $figure }.
drivers-dependent = The drivers are not weighed: { $list } follow from each other. Keep one of them.
drivers-none = Fewer than two drivers are left, so that there is nothing to weigh.
drivers-caption = Drivers of { $outcome }, the most important first
drivers-method = Importance: the part of R² that goes with a driver (Johnson’s relative weights), with its 95 % interval by the delete-a-group jackknife; Shapley’s values, another way to split R², stand beside it. The interval is no test of whether a weight is zero.
driver-rare = { $figure } is left out: only { $share } of those who answered the outcome answered it.
driver-not-shown = { $figure } is left out: it has no value that can be shown in this period.
drivers-chart-sub =
    { $band ->
        [yes] Dot: the importance; line: its 95 % interval.
       *[no] Dot: the importance.
    }{ $fields ->
        [yes] {" "}Red: more important than the average driver and worse, each beyond its interval; green: more important and better.
       *[no] {""}
    }
drivers-chart-alternative = The drivers by how much of what they explain together goes with each; at the right, how each stands.
drivers-average = average { $share }
drivers-head-importance = importance
drivers-head-value = value
field-look-first = look here first
field-keep = keep up
field-watch = watch
field-ease = nothing urgent
field-open = the answers do not tell
column-rank = No.
column-driver = Driver
column-importance = Importance
column-field = Advice
column-correlation = Correlation
column-shapley = Shapley

voice-title = What customers write
voice-title-most =
    { $n ->
        [one] { $list } is what customers bring up most.
       *[other] { $list } are what customers bring up most.
    }
voice-sub = Counted in comments, from which personal data were taken out before anything else saw them.
section-themes = What comments are about
themes-caption = Themes, the most frequent first; a comment may have several
themes-sub = Share of comments that bring up each theme. Line: 95 % interval.
themes-alternative = Most frequent: { $theme }, in { $share } of comments.
themes-method = A theme is found by the phrases of the codebook, less those that cancel them. What is said in other words is not found.
section-quotes = In their words
quotes-method = Drawn at random from the comments that bring the theme up, without personal data; nobody chose them. Themes that few brought up are not quoted.
section-impact = What themes go with: { $outcome }
impacts-caption = Impact of each theme on { $outcome }, the clearest first
impacts-sub = By how much the figure lies above or below where it would be if those who bring up the theme had answered like the others. Line: 95 % interval.
impacts-alternative = Red lowers the figure and green raises it, where that is more than chance; grey may be chance.
impacts-method = Impact: the share of comments with the theme, times the difference between those with and without it, among customers who wrote a comment and answered. It tells what goes together, not what brings what about.
impact-zero = no impact
impact-largest =
    { $way ->
        [down] { $theme } goes with the largest loss: { $outcome } lies { $impact } lower than if those who bring it up had answered like the others, from whom they are { $apart } apart.
       *[up] { $theme } goes with the largest gain: { $outcome } lies { $impact } higher than if those who bring it up had answered like the others, from whom they are { $apart } apart.
    }
impact-none = No theme goes with a difference that is more than chance.
column-theme = Theme
column-impact = Impact
column-apart = With theme less without
column-with = With theme
column-without = Without
section-tone = The tone
tone-caption = Further figures of comments

stage-none = Further touchpoints
journey-title = The journey, touchpoint by touchpoint
journey-title-weak =
    { $n ->
        [one] { $list } is where the journey is weakest.
       *[other] { $list } are where the journey is weakest.
    }
journey-sub = In the order in which customers meet us. Each touchpoint has its own question and its own base.
section-touchpoints = How each touchpoint stands
journey-caption = Touchpoints with their figures
column-touchpoint = Touchpoint
last-heard = last heard in { $period }
never-heard = never heard before
section-emotion = How customers feel along the way
emotion-caption = Emotion at each touchpoint, and the step from the one before
emotion-sub =
    { $strips ->
        [yes] Mean of answers. Band: 95 % interval. Strips: the shares of answers that are negative (red), neutral (grey) and positive (green).
       *[no] Mean of answers. Band: 95 % interval.
    }
emotion-alternative = The line goes from touchpoint to touchpoint; its numbers stand in the table.
column-onward = Step from the one before
column-pairs = Answered both
swing-largest =
    { $way ->
        [down] The clearest fall is from { $from } to { $to }: { $amount } ({ $interval }).
       *[up] The clearest rise is from { $from } to { $to }: { $amount } ({ $interval }).
    }
swing-none = No step from one touchpoint to the next is more than chance.
swing-method = A step is the mean difference among customers who answered for both touchpoints, with its 95 % interval; it need not be the difference of the two means.
section-heat = Touchpoints by { $dimension }
heat-caption = Touchpoints with the same question, by { $dimension }
heat-method = The stronger the shade, the worse, from the best to the worst value in the table; values on fewer than 30 answers are indicative and have no shade. Words mark what is better or worse than everybody else by more than chance.
indicative = indicative
section-consistency = Is the journey the same for everybody?
consistency-caption = Differences between groups at each touchpoint
consistency-method = Cochran’s Q, corrected for all such studies of the period; the typical spread (τ) with its 95 % interval.
column-groups = Groups by
column-consistency = Finding
column-spread = Typical spread
groups-differ = differ by more than chance
groups-same = no evidence that they differ

lenses-title = Service, perception and experience, side by side
lenses-sub = Customer service is one part of what customers live through. Each lens is shown by its first figure, all over the same periods.
lens-service-is = What we do for customers who need help.
lens-perception-is = What customers think of us.
lens-experience-is = What customers live through, touchpoint by touchpoint.
quality-effectiveness = Effectiveness
quality-effectiveness-is = Did customers get what they came for?
quality-ease = Ease
quality-ease-is = Was it easy, and quick?
quality-emotion = Emotion
quality-emotion-is = How did it feel?
section-links = Do they move together?
links-none = Whether service, perception and experience move together cannot be told from these data: that takes figures of different sources, and 24 periods of each that have the same period a year before.
link-same-answers = { $first } and { $second } rest on answers of the same customers: what chance does to one it does to the other, so that they are not held against each other.
link-too-few = { $first } and { $second }: whether they move together cannot be said; it takes 24 periods with the same period a year before, and there are { $n }.
link-found =
    { $way ->
        [apart] { $first } and { $second } move against each other, each held against the same period a year before: correlation { $r } ({ $low } … { $high }, { $n } periods).
       *[together] { $first } and { $second } move together, each held against the same period a year before: correlation { $r } ({ $low } … { $high }, { $n } periods).
    }
link-none = { $first } and { $second }: no evidence that they move together (correlation { $r }, { $low } … { $high }, { $n } periods).
links-method = Correlation of the differences to the same period a year before, because any two series with a trend or a season look related; 95 % interval, judged in the family of studies.
section-delivery = What staff believe, and what customers say
delivery-caption = Share of staff who believe that customers are content, less the share of customers who are
delivery-method = Newcombe’s interval; where the number of staff is known, that few are left unasked makes it narrower.
column-staff = Staff believe
column-customers = Customers say
column-gap = Gap
column-belief = Reading
gap-too-much = staff are too optimistic by { $amount }
gap-too-little = staff are too pessimistic by { $amount }
gap-unknown = cannot be told: one of the two has no value here
gap-none = no evidence of a gap

## Figure pages

section-trend = Over time
section-distribution = How the answers spread
section-curve = How long it takes
section-by = By { $dimension }
section-parts = More of this figure
section-comparison = The change, read in every way
earlier-summary = Against every earlier period
earlier-caption = { $figure }, { $period } against each earlier period: differences with their 95 % intervals, not adjusted for so many comparisons, so that none is a verdict
column-difference-now = Difference until now
section-split = What the change is made of
section-origin = Where it changed
origin-note = { $n } groups were tested on both sides of the change. A group is named where it differs from everybody else, with p corrected for their number.
origin-note-others = { $n } groups were tested on both sides of the change. The first differs from everybody else, with p corrected for their number. Another group’s change is that one’s seen again where, without the first group’s answers, more than half of it is gone with 95 % confidence; it is its own where what is left is itself beyond chance.
section-why = Why it moved
section-missing = Who is not in it
section-method = How it is computed
trend-caption = { $figure } by period
trend-sub =
    Line: the value.{ $band ->
        [yes] {" "}Band: 95 % interval.
       *[no] {""}
    }{ $flows ->
        [yes] {" "}Thin lines: what came in and what was done.
       *[no] {""}
    } { $period }: { $base }.
definition-change = Since { $date } it is measured in another way: { $what } What came before is not compared with what came after.
section-definitions = Changes of definitions
definitions-caption = From when on a figure is measured in another way; nothing is compared across
column-since = Since
column-changed = What changed
column-target = Target
story-why = Why
story-say = They say
story-do = We do
story-more = All about this figure
story-no-action = Nothing yet: no action is open on it.
story-action = { $owner }, by { $due }
story-action-owner = { $owner }
story-action-late =
    { $overdue ->
        [one] { $owner }, was due on { $due }, one day late
       *[other] { $owner }, was due on { $due }, { $overdue } days late
    }
column-ranked = Ranked by (mean drawn towards all)
column-change = What was changed
trend-limits = { $text } Grey: the usual range.
chart-usual = usual range
chart-come = { $count } came in
chart-gone = { $count } done
chart-change-since = { $change } since { $period }
control-within =
    { $real ->
        [yes] A real change, within the usual variation: after the periods before, anything from { $low } to { $high } is usual.
       *[no] Within the usual variation: after the periods before, anything from { $low } to { $high } is usual.
    }
control-beyond =
    { $real ->
        [yes] A real change, and more than the usual variation ({ $low } to { $high }): { $signals }.
       *[no] More than the usual variation ({ $low } to { $high }): { $signals }.
    }
control-constant = All periods before have the same value, { $value }: there has been no variation so far.
signal-outside = the value lies outside
signal-eight = at least eight periods in a row lie on the same side of the mean, { $centre }
signal-three = at least three of the last four periods lie near the same limit
study-judged =
    { $unit ->
        [percent] { $sentence } This is for the share { $part }.
       *[other] { $sentence } This is for the { $part }.
    }
consistency-differ = The groups differ by more than chance: typical spread { $tau } (95 % interval { $interval }).
consistency-same = No evidence that the groups differ.
consistency-numbers =
    { $groups } groups. Cochran’s Q { $q }, p { $p }{ $tested ->
        [one] {""}
       *[other] , corrected for { $tested } such studies { $adjusted }
    }. I² { $i2 }. Typical spread (τ) { $tau }, 95 % interval { $interval }.
trend-alternative = { $figure } went from { $first } in { $since } to { $last } in { $until }. Lowest: { $low } in { $lowest }; highest: { $high } in { $highest }.
score-word = { $word } ({ $score })
distribution-caption = Answers by score: { $figure }
distribution-sub =
    { $weighted ->
        [yes] Share of answers by score, weighted · { $base }{ $compared ->
            [yes] {" "}· outline: { $before }
           *[no] {""}
        }
       *[no] Share of answers by score · { $base }{ $compared ->
            [yes] {" "}· outline: { $before }
           *[no] {""}
        }
    }
distribution-alternative =
    { $net ->
        [yes] The most frequent score is { $score }, with { $share } of answers. { $groups }.
       *[no] The most frequent score is { $score }, with { $share } of answers.
    }
distribution-group =
    { $tone ->
        [bad] red: { $name }, { $scores }
        [counted] coloured: { $name }, { $scores }
        [middle] grey: { $name }, { $scores }
       *[good] green: { $name }, { $scores }
    }
score-counted = what the figure counts
score-range = { $from } to { $to }
curve-caption = Share still waiting: { $figure }
curve-sub = Share still waiting by time since the ticket was created, open tickets included (Kaplan–Meier). Band: 95 % interval.
curve-alternative =
    { $compared ->
        [yes] After { $time }, { $share } were still waiting; in the period before, { $before }.
       *[no] After { $time }, { $share } were still waiting.
    }
still-waiting = still waiting
group-sub =
    { $drawn ->
        [yes] { $period }. Dot: the value{ $band ->
            [yes] ; line: its 95 % interval
           *[no] {""}
        }{ $compared ->
            [yes] ; ring: { $before }
           *[no] {""}
        }.{ $tested ->
            [yes] {" "}Colour only where a group differs from everybody else by more than chance.
           *[no] {""}
        } All groups of the figure are on one axis.
       *[no] { $period }.
    }
history-title = By { $dimension } over time
history-sub =
    All on one scale, from { $low } to { $high }. Line: the value.{ $band ->
        [yes] {" "}Band: 95 % interval.
       *[no] {""}
    } Grey: everybody.{ $target ->
        [none] {""}
       *[other] {" "}Dotted: { $target }.
    }
group-table = { $figure } · { $dimension }
group-alternative = Lowest: { $lowest } with { $low }; highest: { $highest } with { $high }.
parts-caption = Further values of this figure
comparison-caption = Differences with their 95 % intervals (not adjusted for the number of comparisons)
movement-caption =
    { $weighted ->
        [yes] What each group adds to the change, by { $dimension }; shares are of weighted respondents
       *[no] What each group adds to the change, by { $dimension }; shares are of respondents
    }
missing-caption = Records by what became of the answer
missing-used = Used
missing-not-asked = Not asked
missing-not-answered = Asked, not answered
missing-does-not-apply = Does not apply
missing-rejected = Rejected
missing-dont-know = Don’t know
missing-other-language = In a language that is not read
reading-name =
    { $clustered ->
        [yes] { $weights ->
            [yes] { $weighted ->
                [yes] weighted, answers with { $cluster } taken together
               *[no] unweighted, answers with { $cluster } taken together
            }
           *[no] answers with { $cluster } taken together
        }
       *[no] { $weights ->
            [yes] { $weighted ->
                [yes] weighted, as if independent
               *[no] unweighted, as if independent
            }
           *[no] answers taken as independent
        }
    }
normal = SE { $error }, p { $p }
table-of = Table
asked-as = Asked as
on-this-page = On this page

part-within =
    { $unit ->
        [d] within { $n } days
       *[other] within { $time }
    }

method-definition = Definition
method-version = { $metric }, version { $version }
method-interval = Interval
method-independence = Independence
method-independent = Assumes independent answers.
method-clustered =
    { $widened ->
        [yes] Answers with { $cluster } are taken together; the interval is wider for it.
       *[no] Answers with { $cluster } are taken together; the interval need not be wider for it.
    }
method-weights = Weights
method-time = Time
method-business = Only business hours count, without holidays; what lies outside them takes no time.
method-weighted = Answers are weighted.
method-unweighted = Every answer counts once.
method-rounding = Rounding
method-rounding-text = Groups of this figure are withheld in this period, so weighted values are rounded to what about one answer is worth. What would tell the withheld groups beside them is not shown: values without weights, sums of weights, and how many gave each answer.
method-discreet = Groups of this figure are withheld in this period. What would tell them beside weighted values is not shown: values without weights, sums of weights, and how many gave each answer.
method-unweighted-value = { $text } Without weights: { $value }. Effective base: { $effective }.
method-direction = Direction
method-judged = Verdict on
method-judged-text =
    { $unit ->
        [percent] The share { $part }, { $why }.
       *[other] The { $part }, { $why }.
    }
judged-why = not the headline
method-usual = Usual variation
method-usual-text = The mean of the periods before ± 2.66 times their mean change from one to the next (XmR); where bases differ by more than a quarter, wider for smaller ones.
method-usual-few = Not known yet: it takes at least six periods before this one.
method-limits = Limits
method-chance = Intervals are 95 % and cover chance only: not who did not answer.
interval-woodruff = Woodruff’s interval of a median (Woodruff 1952), 95 %
interval-adjusted-wald = Adjusted Wald for a net share (Rocks 2016), 95 %
interval-wilson = Wilson score, 95 %
interval-student-t = Student’s t, 95 %
interval-adjusted-t = adjusted t, with ¾ of an answer added at each end of the scale, 95 %
interval-greenwood = Kaplan–Meier with log-log Greenwood band, 95 %
interval-brookmeyer-crowley = Brookmeyer–Crowley for a Kaplan–Meier percentile, 95 %
interval-exact = A plain count, without interval

## Columns

column-action = Action
column-owner = Owner
column-age = Age
column-due = Due
column-step = Last step
column-note = { $column }: note
column-part-of = Part of
column-figure = Figure
column-value = Value
column-interval = 95 % interval
column-base = Base
column-period = Period
column-level = Level over time
column-against-before = Against the period before
column-against-year = Against the year before
column-against-rest = Against the rest
column-score = Score
column-answers = Answers
column-share = Share
column-group = Group
column-after = After
column-part = Part
column-against = Against
column-reading = Read as
column-before = Before
column-after-value = After
column-difference = Difference
column-se = Standard error
column-p = p
column-adjusted = Adjusted p
column-normal = Plain normal approximation
column-share-before = Share before
column-share-after = Share after
column-rate = From change within
column-mix = From shift between
column-kind = Answer
column-number = Number
column-everybody = All
column-file = File
column-read = Rows read
column-used = Used
column-rejected = Rejected
column-aside = Set aside
column-why = Why
column-became = What became of them
column-source = Source
column-files = Files
column-new = New columns
column-gone = Columns gone
column-skipped = Times in the skipped hour
column-doubled = Times in the doubled hour
column-question = Question
column-rows = Rows
column-family = Compared
column-tested = Tested
column-few = Too few
column-real = Came out as real

## Slice pages

slice-headline = { $value }: { $list }
slice-figure = { $figure } { $verdict }
slice-none = { $value }: no evidence of a change
slice-caption = Figures for this group, beside everybody
slice-of = Others in
section-side-by-side = Side by side

## Actions

section-promised = What we promised
promised-caption = Open actions, oldest first
promised-more =
    { $open ->
        [0] What came of { $n ->
            [one] the action
           *[other] all { $n } actions
        }
       *[other] { $n ->
            [one] The action in full
            [2] Both actions, and what came of them
           *[other] All { $n } actions, and what came of them
        }
    }
actions-sum =
    { $open ->
        [0] No action is open
        [one] One action is open
       *[other] { $open } actions are open
    }{ $overdue ->
        [0] {""}
       *[other] , { $overdue } of them overdue
    }{ $verified ->
        [0] {""}
       *[other] ; { $verified } verified
    }{ $dropped ->
        [0] .
       *[other] ; { $dropped } dropped.
    }
actions-known = As known on { $date }.
actions-lead = Every action goes the same way: received, reviewed, action, verified.
section-open = Open, oldest first
section-verified = Verified
section-dropped = Dropped
section-answers = You said, we did
you-said = You said
we-did = We did
step-received = Received
step-reviewed = Reviewed
step-action = Action
step-verified = Verified
step-not-yet = not yet
action-owner = Owner
action-age = Age
action-due = Due
action-aim = Should move
action-dropped = Dropped
action-effect = What came of it
aim-in = { $figure }, { $slice }
section-lost = Lost customers and win-back
lost-finding =
    { $lost ->
        [one] One customer was lost.
       *[other] { $lost } customers were lost.
    }{ $n ->
        [0] {""}
        [one] { " " }{ $list } is the reason given most often.
       *[other] { " " }{ $list } are the reasons given most often.
    }
lost-caption = Reasons of those lost, the most frequent first
lost-sub = Share of all customers lost in the period who have each reason. Line: 95 % interval. Rings: added up from the top.
lost-detail = { $interval } · added up { $added }
lost-alternative = Where lines overlap, the order may be chance.
lost-method = Reasons are as they were noted. Shares are of all customers lost in the period, whether or not their reason is known. In our hands: of those with the reason of whom that is known.
lost-without = Without a reason
lost-others = Withheld, or without a reason
lost-all = All
lost-beside-caption = What else is known of these customers
column-reason = Reason
column-lost = Lost customers
column-cumulated = Added up
column-ours = In our hands
age =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
age-open =
    { $n ->
        [0] received on that day
        [one] open for { $n } day
       *[other] open for { $n } days
    }
age-ended =
    { $n ->
        [0] ended on the day it was received
        [one] took { $n } day
       *[other] took { $n } days
    }
due =
    { $n ->
        [0] { $date }
        [one] { $date }: overdue by { $n } day
       *[other] { $date }: overdue by { $n } days
    }
due-kept = { $date }: done in time
due-late = { $date }: done late
due-never = no day was set
dropped-why = { $date }: { $reason }
effect-compared = { $period }: { $sentence }
effect-values = { $after } in { $period }, { $before } in { $than }. Changes of this figure are not judged.
effect-too-soon = Too soon to say: no full period has begun since the action.
effect-redefined = Cannot be said: the figure is measured in another way since.
effect-nothing-before = Cannot be said: fewer than three periods are known from before the action. The last two before it are left out, because they prompted it.
effect-nothing-since = Cannot be said: there are no data from since the action.
effect-no-aim = Cannot be said: this report has no such figure or group.
effect-doubted = It was marked as verified; this figure alone does not show it.
section-effect = How before and after are compared
effect-method = Several periods on either side are taken together: those of the twelve before the day of the action, without the last two, and up to six full ones since. The last two are left out because an action follows from a bad period, after which a figure mostly rises by itself. The figure and the day are those of the action and are not picked from the data, so each comparison is judged by itself (p at most 0.025) and not corrected for the number of actions.
effect-others =
    { $judged ->
        [no] Everybody else: { $change }, { $verdict }.
       *[other] Everybody else, { $part }: { $change }, { $verdict }.
    }
effect-periods = { $from } to { $to }
effect-limits = A change after an action is not yet a change because of it: other things happened in the same months, and the charts mark those we know of.
events-label = What happened, by its number in the chart

## Targets and benchmarks

section-standards =
    { $what ->
        [target] Target
        [benchmark] Benchmark
       *[both] Target and benchmark
    }
standard-since = To be reached from { $date } on.
standard-source = Source: { $source }
standard-date = As of { $date }.
standard-base = It rests on { $base }; its own uncertainty (standard error { $error }) is part of the interval of the difference.
standard-base-only = It rests on { $base }. It is taken as exact, because its uncertainty cannot be worked out from that.
standard-no-base = On how many answers it rests is not stated. It is taken as exact, so that the interval of the difference is too narrow.
standard-wording-same = The question was the same: “{ $wording }”
standard-wording-other = The question was put otherwise, which alone may make a difference: “{ $wording }”
standard-no-wording = How the question was put is not stated.

## Data

data-title = What the figures rest on
data-lead = Every row that was read is used, rejected, or set aside; every answer is used, missing for a stated reason, or rejected. Nothing else happens to the data.
source-kind =
    { $kind ->
        [survey] Survey
        [tickets] Tickets
        [reviews] Reviews
        [orders] Orders
        [customers] Customers
        [outreach] Invitations
        [staff] Staff
       *[other] { $kind }
    }
sources-caption = All sources, row by row
ledger-caption = Rows of { $source }
ledger-rejected = Rejected: { $reason }
ledger-aside = Set aside: { $reason }
files-caption = Files of { $source }, row by row
files-summary =
    { $n ->
       *[other] All { $n } files, one by one
    }
files-all =
    { $n ->
        [2] Both files
       *[other] All { $n } files
    }
file-size =
    { $n ->
        [one] { $bytes } byte, fingerprint { $fingerprint }
       *[other] { $bytes } bytes, fingerprint { $fingerprint }
    }
file-what = { $format }, { $size }
fact-format = Format
fact-personal = Personal columns, not read
fact-redacted = Taken out of comments
redacted =
    { $kind ->
        [e-mail] { $n ->
            [one] { $count } e-mail address
           *[other] { $count } e-mail addresses
        }
        [phone] { $n ->
            [one] { $count } phone number
           *[other] { $count } phone numbers
        }
        [name] { $n ->
            [one] { $count } name
           *[other] { $count } names
        }
        [link] { $n ->
            [one] { $count } link
           *[other] { $count } links
        }
        [iban] { $n ->
            [one] { $count } bank account
           *[other] { $count } bank accounts
        }
        [card] { $n ->
            [one] { $count } card number
           *[other] { $count } card numbers
        }
        [address] { $n ->
            [one] { $count } network address
           *[other] { $count } network addresses
        }
       *[reference] { $n ->
            [one] { $count } order or ticket number
           *[other] { $count } order or ticket numbers
        }
    }
fact-columns = Columns
fact-clock = Daylight saving
fact-zones = Zones of times
zone-of-header = { $column } is in { $zone }, as its header says.
personal-why = They hold personal data, and nothing in the configuration asks for them.
columns-same =
    { $n ->
        [2] The same in both files.
       *[other] The same in all { $n } files.
    }
columns-changed = In { $n } of { $of } files, columns are new or gone since the file before.
clock-skipped =
    { $n ->
        [one] { $count } time lies in the hour that is skipped in spring; it was read as if the clock had not changed.
       *[other] { $count } times lie in the hour that is skipped in spring; they were read as if the clock had not changed.
    }
clock-doubled =
    { $n ->
        [one] { $count } time lies in the hour that comes twice in autumn; it was taken for the first.
       *[other] { $count } times lie in the hour that comes twice in autumn; they were taken for the first.
    }
differences-caption = Where files of { $source } differ from the one before
differences-summary = Where files differ
in-files = { $what }, in { $n } of { $of } files
quoted = “{ $text }”
none = none
answers-caption = Answers in { $source }, question by question
reason = { $n } { $reason }
reason-ragged =
    { $n ->
        [one] row with another number of cells than the header
       *[other] rows with another number of cells than the header
    }
reason-invalid-bytes =
    { $n ->
        [one] row with unreadable characters
       *[other] rows with unreadable characters
    }
reason-nul-byte =
    { $n ->
        [one] row with a NUL byte, which no text has
       *[other] rows with NUL bytes, which no text has
    }
reason-no-date =
    { $n ->
        [one] row without a date
       *[other] rows without a date
    }
reason-unreadable-date =
    { $n ->
        [one] row with an unreadable date
       *[other] rows with unreadable dates
    }
reason-unclear-date =
    { $n ->
        [one] row with a date that may be day or month first
       *[other] rows with dates that may be day or month first
    }
reason-date-out-of-range =
    { $n ->
        [one] row with a date out of range
       *[other] rows with dates out of range
    }
reason-unreadable-duration =
    { $n ->
        [one] row with an unreadable length of time
       *[other] rows with unreadable lengths of time
    }
reason-unclear-clock =
    { $n ->
        [one] row with a length of time that may be hours or minutes
       *[other] rows with lengths of time that may be hours or minutes
    }
reason-unclear-mark =
    { $n ->
        [one] row with a length of time whose mark may part thousands
       *[other] rows with lengths of time whose marks may part thousands
    }
reason-unclear-zone =
    { $n ->
        [one] row with a time whose zone is not clear
       *[other] rows with times whose zone is not clear
    }
reason-header-again =
    { $n ->
        [one] header in the middle of the file
       *[other] headers in the middle of the file
    }
reason-unreadable-flag =
    { $n ->
        [one] row with what is neither yes nor no
       *[other] rows with what is neither yes nor no
    }
reason-unreadable-number =
    { $n ->
        [one] row with an unreadable number
       *[other] rows with unreadable numbers
    }
reason-unreadable-weight =
    { $n ->
        [one] row with an unreadable weight
       *[other] rows with unreadable weights
    }
reason-unreadable-count =
    { $n ->
        [one] row with an unreadable count of answers
       *[other] rows with unreadable counts of answers
    }
reason-ends-before-start =
    { $n ->
        [one] row that ends before it starts
       *[other] rows that end before they start
    }
reason-paused-longer =
    { $n ->
        [one] row that was paused for longer than it lasted
       *[other] rows that were paused for longer than they lasted
    }
reason-blank =
    { $n ->
        [one] blank line
       *[other] blank lines
    }
reason-footer =
    { $n ->
        [one] line below the table
       *[other] lines below the table
    }
reason-later-period =
    { $n ->
        [one] row after the reported period
       *[other] rows after the reported period
    }
reason-before-from =
    { $n ->
        [one] row before the first day of its source
       *[other] rows before the first day of their source
    }
reason-after-until =
    { $n ->
        [one] row after the last day of its source
       *[other] rows after the last day of their source
    }
reason-no-wave =
    { $n ->
        [one] row that names no wave
       *[other] rows that name no wave
    }
reason-unknown-wave =
    { $n ->
        [one] row of a wave that is not listed
       *[other] rows of waves that are not listed
    }
reason-test-row =
    { $n ->
        [one] test response
       *[other] test responses
    }
reason-unfinished =
    { $n ->
        [one] unfinished response
       *[other] unfinished responses
    }
reason-repeated =
    { $n ->
        [one] row with an id that was read before
       *[other] rows with ids that were read before
    }
reason-older-by-update =
    { $n ->
        [one] older state of a record, of which the row that was changed last counts
       *[other] older states of records, of each of which the row that was changed last counts
    }
reason-older-by-date =
    { $n ->
        [one] older state of a record, of which the row in the file with the latest date counts
       *[other] older states of records, of each of which the row in the file with the latest date counts
    }
reason-older-by-name =
    { $n ->
        [one] older state of a record, of which the row in the file that comes last by name counts
       *[other] older states of records, of each of which the row in the file that comes last by name counts
    }
reason-older-by-line =
    { $n ->
        [one] older state of a record, of which the last row of the file counts
       *[other] older states of records, of each of which the last row of the file counts
    }
reason-same-file =
    { $n ->
        [one] row of a file that lies there twice
       *[other] rows of files that lie there twice
    }
reason-superseded =
    { $n ->
        [one] further response of a customer, who counts once in a period
       *[other] further responses of customers, who count once in a period
    }
reason-hidden =
    { $n ->
        [one] row that its spreadsheet hides
       *[other] rows that their spreadsheet hides
    }
reason-left-out =
    { $n ->
        [one] row left out by { $what }
       *[other] rows left out by { $what }
    }
reason-outside-scale = outside the scale
reason-not-whole =
    { $n ->
        [one] no whole number
       *[other] no whole numbers
    }
reason-not-a-number =
    { $n ->
        [one] no number
       *[other] no numbers
    }
families-title = What was compared
families-lead = Comparisons that belong together are corrected together (Benjamini–Hochberg at 0.025), so that a list of many differences does not hold more false ones than a short list. Of those that came out as real, at most one in forty is expected to be chance. Those with too few on one side are not tested.
families-caption = Families of comparisons in { $period }
families-summary =
    { $n ->
        [one] The family of comparisons in { $period }
       *[other] All { $n } families of comparisons in { $period }
    }
families-earlier-caption = Families of comparisons in earlier periods
families-earlier-summary =
    { $n ->
        [one] The family of comparisons in earlier periods
       *[other] All { $n } families of comparisons in earlier periods
    }
family-headlines = Headline figures against the period before
family-headlines-over-time = Headline figures against the year before, and their levels over time
family-totals = All other figures against the period before and the year before, and their levels over time
family-groups-over-time = Groups of all figures against the period before and the year before, and their levels over time
family-groups-against-rest = Groups of all figures, each against everybody else
family-studies = Studies: groups that differ, themes, steps of the journey, links between figures, beliefs of staff
family-headlines-year = All figures against the year before
family-slices = { $figure }: groups against the period before
family-slices-year = { $figure }: groups against the year before
family-rest = { $figure }: each group against everybody else
limits-title = Small groups and chance
minimum-base =
    { $n ->
       *[other] Groups with fewer than { $n } answers are withheld, and others with them where a hidden one could be worked out by subtraction.
    }
limits-chance = Intervals are 95 % intervals. They cover chance: what another draw of the same kind of customers would have given. They do not cover who did not answer, who was not asked, or how a question was put.
limits-zone = Times without a zone of their own are read in

## Downloads

table-csv = This table as CSV
spot-open = after { $time }: { $share } still open
chart-closer = Enlarge
chart-closer-label = Enlarge: { $title }
chart-keys = Arrow keys go from value to value; plus and minus change the size, 0 shows all of it.
chart-in = Larger
chart-out = Smaller
chart-whole = All of it
save-chart = Save as { $kind }: { $title }
table-xlsx = All tables of this page as an XLSX workbook

## Archive

column-taken = { $column }: { $part }
taken-low = low
taken-high = high
taken-difference = difference
taken-difference-low = difference, low
taken-difference-high = difference, high
taken-p = p
taken-adjusted = p, adjusted
taken-days = days
taken-error = standard error
taken-unit = unit
unit-word =
    { $unit ->
        [percent] per cent
        [seconds] seconds
        [business-seconds] seconds of business
        [points] points
        [mean] points of the scale
       *[count] number
    }
workbook-contents = Contents
workbook-title = All tables of { $period }

files-title = To take along
files-lead = All published figures of a period, one row a figure and group, as CSV and JSON; all its tables as one workbook. The columns are described in the documentation of cxpress as schema 1.

footnote = Footnote
footnote-back = Back to the mark of footnote
prose-table = Table
task-done = done
task-open = open

moved-title = This page has moved
moved-one = It now stands at an address of its own, which will not change.
moved-several = Several groups shared this address. Each now has one of its own, which will not change:

archive-title = Every period
archive-lead = Each month keeps its address. Words and shapes mark changes since the period before.
archive-caption = Headline figures by period, latest first
column-headline = Headline
partial = not complete
as-published = as published
published-title = As published
published-lead = These periods are shown as they were published, whatever was added to the data since.
published-caption = Figures that were published otherwise first, latest period first
column-first-published = First published
column-published-now = Restated

## Learn

learn-title = How to read this report
learn-lead = For everybody who works here, not only for those who count.
learn-terms = Words
learn-metrics = Figures
metric-nps = Net Promoter Score
metric-csat = Customer satisfaction
metric-ces = Customer effort
metric-ambassador = Ambassadors
metric-expectation = Expectations met
metric-gap = Experience against expectation
metric-emotion = Emotion
metric-sentiment = Tone of comments
metric-theme = Themes of comments
metric-resolution = Time to resolution
metric-first-response = Time to first response
metric-sla = Promised time kept
metric-backlog = Open tickets
metric-first-contact = First-contact resolution
metric-reopen = Reopened tickets
metric-repeat-contact = Repeat contacts
metric-perfect-order = Perfect orders
metric-amount = Amounts
metric-rating = Ratings
metric-review-response = Reviews answered
metric-reply-time = Time to reply
metric-churn = Customer churn
metric-retention = Customer retention
metric-loss = Controllable loss
metric-win-back = Win-back
metric-referral = Referrals
metric-response-rate = Response rate
metric-mean = Mean of answers
metric-net = Net share
metric-share = Share of answers
learn-used-for = Used for
term-service = Customer service
meaning-service = What we do for customers who need help. It is one part of customer experience, not another name for it: most customers never call.
term-experience = Customer experience
meaning-experience = What customers live through with us from first to last, and what they think of it: products, prices, delivery, invoices, and also service.
term-improved = ▲ improved
meaning-improved = The figure is better by more than chance would explain, after correction for the number of comparisons: than its level before, than a year ago, or than in the period before. Which of them, the sentence beside it says; it says nothing of why.
term-worsened = ▼ worsened
meaning-worsened = The same for the worse.
term-no-evidence = – no evidence of a change
meaning-no-evidence = Chance alone could give such a difference. This is not “no change”: a change too small for so few answers may be there. The report says how large a change would have shown.
term-unchanged = = unchanged
meaning-unchanged = The last three periods are like those before, within a margin that is always given.
term-back = ⟲ back where it was
meaning-back = The level had changed, and is now what it was before that.
term-echo = with another group
meaning-echo = The group changed as another one did, because it holds that one’s answers: without them more than half of its change is gone. It is the same change seen again.
term-too-few = … too few to say
meaning-too-few = One side of the comparison has too few answers to be tested at all.
term-interval = 95 % interval
meaning-interval = If other customers of the same kind had answered, the figure would be another. Intervals made this way hold the true value 95 times in 100. They cover chance only.
term-base = Base
meaning-base = How many answers, or tickets, a figure rests on.
term-effective-base = Effective base
meaning-effective-base = Where answers are weighted, some count more than others, and the figure is as certain as one of fewer answers that all count the same. That smaller number is the effective base.
term-indicative = Indicative
meaning-indicative = The effective base is under 30. Take the value as a hint.
term-withheld = Withheld
meaning-withheld = The group is so small that its figure could say something about single customers. It is not shown here, nor anywhere else in this report.
term-benchmark = Benchmark
meaning-benchmark = A figure of others. It has its own source, date, wording and uncertainty, which stand beside it; a difference may come from each of them.
term-verified = Received, reviewed, action, verified
meaning-verified = The way of everything we promise: somebody noticed, somebody decided, it was done, and it was seen that it helped. Done is not yet helped: what the figure says before and after stands beside it.
term-mix = Change within, shift between
meaning-mix = A total can fall because groups became less content, or because less content groups became larger. The split of a change into both is exact.
term-nps = Net Promoter Score
meaning-nps = The share of those who answer 9 or 10 to “would you recommend us” less the share of those who answer 0 to 6. Net Promoter, NPS and Net Promoter Score are registered marks of their owners, Bain & Company, Inc., Fred Reichheld and NICE Satmetrix (NICE Systems, Inc.).

## How far this report can be trusted

trust-title = How far this report can be trusted
trust-lead = The program that makes this report was tried on simulated customers, of whom the truth is known. This is how often it told the truth about them. Tests write these numbers, and fail where the program no longer keeps them.
trust-link = How often this was right in simulations
trust-link-none = Not tried in simulations: how far this report can be trusted
trust-intervals = Intervals
trust-intervals-lead = An interval is to hold the true value in 95 of 100 cases: the one that all customers would give if they answered. What is said of months holds of weeks and quarters too.
trust-alarms = False alarms
trust-alarms-lead = Nothing changed here, and no group differed: whatever was said to have improved, worsened or moved was false.
trust-found = What would be found
trust-found-lead = Something changed here, and it should be told. How often it is depends on how large it is, how long it has lasted, how many answer, and how many figures there are: here, seven headline figures of which one changed.
trust-limits = What this does not tell
trust-limits-chance = Simulated customers answer by chance. Real ones choose whether to answer: nothing here covers those who did not, a question that was misunderstood, or a column that was filled in wrongly.
trust-limits-kinds = Only the kinds of answers, weights and clusters behind these numbers were tried. What is rarer or more uneven may do worse. Of real data nobody knows the truth, so that none are among them.
trust-limits-course = Levels over time were not tried with weighted answers, with times to resolution over many months, or with means that a few very large values decide. The constants of the rule were chosen on series of the same kinds, with other random numbers.
trust-limits-wander = A figure whose true level wanders gets dated changes that are true of those months and need not last. A first year cannot tell a season from a change. With fewer than 100 answers a month only large or lasting changes show.
trust-not-simulated = This metric has not been simulated: how often its interval holds the truth is not known here.
trust-no-interval = It is counted and has no interval, so that there is nothing to simulate.
proof-months =
    { $cases ->
        [one] { $runs } simulated months of { $base }
       *[other] { $runs } simulated months of { $base }, for each of { $cases } ways in which they may be spread
    }
proof-pairs =
    { $cases ->
        [one] { $runs } simulated pairs of months of { $base } each
       *[other] { $runs } simulated pairs of months of { $base } each, for each of { $cases } ways in which they may be spread
    }
proof-interval = Of { $samples }, the interval held the true value in { $share }.
proof-interval-judged = Of { $samples }, the interval of the part that verdicts fall on held its true value in { $share }.
proof-interval-weighted = With weights, and an effective base of 100 or more: of { $samples }, the interval held the true value in { $share }.
proof-interval-clustered = Where they come in { $clusters } clusters, such as visits: of { $samples }, the interval held the true value in { $share }.
proof-interval-tickets = Where the tickets of a day have something in common: of { $samples }, the interval held the true value in { $share }.
proof-change-tickets = Where the tickets of a day have something in common: of { $pairs }, the interval of the change held the true change in { $share }.
proof-change = Of { $pairs }, the interval of the change held the true change in { $share }.
proof-change-clustered = Where they come in { $clusters } clusters a month: of { $pairs }, the interval of the change held the true change in { $share }.
proof-change-panel = Where the same customers answer in both months, and the report knows who they are: of { $pairs }, the interval of the change held the true change in { $share }.
proof-drivers = Of { $runs } simulated studies of drivers with { $base } each, the interval of a driver’s importance held its true importance in { $share }.
proof-family = { $family }: { $share } of { $runs } simulated reports said something false.
proof-tiles = All that is said of headline figures
proof-any = Whatever is said anywhere
proof-wide-report = Whatever is said anywhere in reports of 40 figures and 8 dimensions: { $share } of { $runs } simulated reports said something false.
proof-few-clusters =
    { $clusters ->
        [one] Where all answers of a month come in one cluster, such as a visit, { $share } of { $runs } comparisons were too few to say.
       *[other] Where all answers of a month come in { $clusters } clusters, such as visits, { $share } of { $runs } comparisons were too few to say.
    }
proof-clusters = Where all answers of a month come in { $clusters } clusters, { $share } of { $runs } comparisons would have been a word by themselves, before they are corrected for their number.
proof-quiet-course = Of { $runs } figures without any change, with { $base } a month for { $months } months, { $share } would be said to have another level in a report of seven headline figures.
proof-quiet-panel = Of { $runs } figures without any change, for which the same customers gave { $base } a month for { $months } months, { $share } would be said to have another level in a report of seven headline figures.
proof-season = Of { $runs } figures that go up and down by { $size } points every year, with { $base } a month for { $months } months, { $share } had their season taken for a change that lasts.
proof-fall = A fall of { $size } points that stays, with { $base } a month, was told in { $list } (of { $runs } simulated series each).
proof-drift = A fall of { $size } points each month, with { $base } a month, was told in { $list } (of { $runs } simulated series each).
proof-season-told = Of { $runs } figures that go up and down by { $size } points every year, with { $base } a month for { $months } months, { $share } were said to be as a year ago.
proof-after = { $share } in month { $month }
proof-range = { $low } to { $high } %
proof-promised-by-chance = { $finding } Promised: { $promise }; by chance, so many runs may come out a little otherwise.
proof-promised = { $finding } Promised: { $promise }.
promise-least = at least { $low }
promise-most = at most { $high }

## Frame

nav-overview = Overview
nav-actions = Actions
nav-data = Data
nav-archive = Archive
nav-learn = Learn
nav-groups = Groups
nav-figures = Figures
nav-lenses = Lenses
nav-journey = Journey
nav-drivers = Drivers
nav-voice = What customers say
nav-label = Report
nav-menu = Menu
crumbs-label = You are here
periods-label = Periods
beside-label = The same by other periods
beside-by =
    { $kind ->
        [week] By week
        [month] By month
        [quarter] By quarter
        [year] By year
       *[wave] By wave
    }
skip = Skip to the text
lens-service = Service
lens-perception = Perception
lens-experience = Experience
footer = Intervals are 95 % and cover chance only. Rows read: { $read }; used { $used }, rejected { $rejected }, set aside { $aside }.
footer-answers = Answers to questions: used { $used }, missing { $missing }, rejected { $rejected }.
footer-ledger = Ledger
footer-learn = How to read this report
draft-line = Draft: figures may still change.

## A figure to the last digit

section-exact = To the last digit
exact-caption = Values to the last digit, for checking them elsewhere
exact-change-caption = The change against the period before, to the last digit
exact-low = From
exact-high = To
exact-effective = Effective base
exact-unweighted = { $label }, unweighted
exact-weight = sum of the weights
exact-hours = { $number } h
exact-reading = { $weighted ->
    [yes] weighted
   *[no] unweighted
  }, { $clustered ->
    [yes] clustered
   *[no] as if independent
  }{ $normal ->
    [yes] , adjusted-Wald difference
   *[no] {""}
  }

## Comfort

theme-system = Colours: system
theme-light = Colours: light
theme-dark = Colours: dark
filter = Filter
filter-count = { $n } of { $all } rows
sorted-ascending = Sorted by { $column }, ascending
sorted-descending = Sorted by { $column }, descending
sorted-none = In the order of the report
close = Close
copy-link = Copy link
copied = Link copied
copy-address = The address of this place
search-open = Search
search-label = What to look for
search-hint = Finds the beginnings of words. Name a month or a year to find its pages; without one, those of this period.
search-count = Found: { $n }
search-more = { $n } more
search-missing = The index of the search is missing from this copy of the report: copy its whole folder.
search-page = Pages
search-figure = Figures
search-group = Groups
search-action = Actions
search-term = Terms
search-quote = What customers wrote
keys-open = Keyboard
keys-single = Single keys work. Switch them off if they get in the way of speech input.
key-control = Ctrl K, ⌘ K
key-search = Search
key-search-always = Search, also while single keys are off
key-earlier = The period before
key-help = These keys
key-later = The period after
key-theme = Colours: system, light, dark

## Checked by people

as-counted = { $label }, as counted
counted-said = As counted: { $text }
value-counted = { $value } as counted
tile-counted = corrected by { $labels } labels of people; counted: { $value }
section-audit = Checked by people
audit-unchecked = Nobody has checked how right this is: people labelled none of the comments, so what is counted stands as it is.
audit-too-few =
    { $n ->
        [one] People labelled one comment
       *[other] People labelled { $count } comments
    } from { $periods }. From { $enough } on, this page says how right the figure is, and corrects it; until then, what is counted stands as it is.
audit-labels = People labelled { $count } comments from { $periods }, drawn at random, without being shown what the program found.
audit-agreement = Of these, the program says the same of { $share } ({ $interval }).
audit-corrected = Without what the program gets wrong, the figure is { $value }; it counts { $counted }. That takes the program to be as right in this period as in the comments with labels.
audit-unseen = The figure is not corrected: in the sample, people found all comments or none to be of one kind, so that it is not known how the program takes the others.
audit-uninformative = The figure is not corrected: the labels do not show that the program tells the comments apart better than chance. What is counted says little.
audit-not-here = In this period what is counted stands as it is: the period is shown as it was published, or too few comments of one kind are shown.
audit-comparisons = Trend, comparisons, groups and targets are of what is counted, and say so. The correction is the same for all periods and makes every change larger in the same way: it turns none around.
audit-comparisons-net = Trend, comparisons, groups and targets are of what is counted, and say so: labels of one sample do not tell whether the program’s mistakes change.
audit-caption = How right the program is, by the labels
audit-column-of = Rests on
audit-precision = of those that the program finds, right (precision)
audit-recall = of those that there are, found (recall)
audit-of-class = { $class }: { $text }
audit-of = { $n } of { $of }
audit-row-corrected = { $part }, corrected
audit-row-counted = { $part }, as counted
audit-voice-unchecked = Nobody has checked how right these counts are: people labelled none of the comments.
audit-voice-labels = People labelled at least { $count } comments for each theme; the page of a theme says how right it is.
audit-voice-counted = Comparisons are of what was counted.
themes-sub-corrected = { $text } Corrected by people’s labels.
themes-sub-counted = { $text } As counted, since not all themes are corrected.
interval-rogan-gladen = Test of the share corrected by people’s labels, inverted (Rogan and Gladen; Lang and Reiczigel): chance in what was counted and in the labels
