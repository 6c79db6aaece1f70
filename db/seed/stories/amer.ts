// Open cases of the Americas, and one that the customer called solved.
import { answer, handOver, assign, note, reply, solved, type Story } from '../story'

export const AMER_STORIES: readonly Story[] = [
  {
    key: 'friday-gap',
    organisation: 'prairie',
    by: 'Marcus Ellery',
    at: (times) => times.onFridayAfterMorning(1.2),
    category: 'problem',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Saved filters come back in another order each time',
    project: 'Great Plains Grocery',
    body: `Each time I open *Great Plains Grocery* my saved filters stand in another order. It is a small thing, but we have forty of them and I read them aloud in a call every Friday.

Nothing is lost, it is only the order.`,
    acts: [
      answer(
        (times) => times.after(times.onFridayAfterMorning(1.2), 21),
        'rafael',
        'keep_open',
        `Hi Marcus,

they are sorted by "last used", and since the last release opening a project counts as using all of them. Our developers put that right; until then the small arrow beside *Filters* sorts them by name, and stays that way for you.

Rafael`,
      ),
    ],
  },
  {
    key: 'first-answer-breached',
    organisation: 'saguaro',
    by: 'Wade Tillotson',
    at: 9.4,
    category: 'problem',
    impact: 'major',
    workaround: 'temporary',
    subject: 'Uploading open ends fails above 10,000 rows',
    project: 'Desert Signals, open ends',
    browser: 'Chrome 144, macOS',
    body: `Uploading the coded open ends as XLSX stops at "Checking rows… 10,000" and stays there. Smaller files go through, so we cut ours into four.

The file has 38,211 rows and 6 columns. I can send it if that helps.`,
    acts: [
      assign(8.1, 'rafael'),
      note(
        7.7,
        'rafael',
        'Looks like the row check that was added in the last release. Waiting for the upload log from the platform before I write to Wade. @Hana Corvell, could you send it on when your morning begins?',
      ),
    ],
  },
  {
    organisation: 'maple',
    by: 'Owen Stratford-Lee',
    at: 30.5,
    category: 'how_to',
    impact: 'none',
    key: 'wish-returned',
    follows: 'maple-story-links',
    subject: 'Shared story link: can it expire?',
    project: 'Northern Banking Monitor',
    body: 'After you showed me how to share a story by link (many thanks again), our legal team asks whether such a link can stop working by itself after thirty days.',
    acts: [
      assign(29.6, 'naomi'),
      answer(
        27.7,
        'naomi',
        'keep_open',
        `Hi Owen,

not yet: a link works until somebody switches it off under *Share → Links*. An end date has been wished for by others too, and I have added your vote with your legal team's reason.

I will keep this case open until I hear from the product team whether it is planned for the spring.

Naomi`,
      ),
    ],
  },
  {
    organisation: 'ipe',
    by: 'Caio Montelar',
    at: 17.8,
    category: 'licence',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Licence page shows 8 seats, we bought 10',
    body: 'Our order of September was for 10 seats, the licence page shows 8. Eight people work already, two wait. A copy of the order is with our account manager.',
    acts: [
      answer(
        13.9,
        'rafael',
        'wait',
        `Olá Caio,

I see two orders: one of 8 seats that runs since January, and one of *2 additional seats* that starts on the first of next month. So from then on the page will show 10.

If the two were meant to start at once, tell me, and I will ask Marisol to move the date.

Rafael`,
      ),
    ],
  },
  {
    key: 'referral-amer',
    organisation: 'saguaro',
    by: 'Paloma Reyner',
    at: 16.3,
    category: 'project_or_data',
    impact: 'none',
    subject: 'A monthly extract of our tracker for the data lake',
    project: 'Desert Signals',
    body: 'Our IT would like the respondent level data of *Desert Signals* as a file each month, in a bucket of ours. Is that something you set up, and what would it take?',
    acts: [
      answer(
        9.8,
        'marisol',
        'keep_open',
        `Hi Paloma,

yes, we do that for a few customers. It is a small piece of project work: agreeing on the layout, setting up the transfer, and a test month. I am collecting what our consultants need to estimate it and will come back with a proposal.

Two questions meanwhile: which cloud is your bucket in, and do you need the open ends too?

Marisol`,
      ),
    ],
  },
  {
    organisation: 'prairie',
    by: 'Tyrell Osgood',
    at: 24.8,
    category: 'problem',
    impact: 'major',
    workaround: 'acceptable',
    subject: 'Significance test compares with the wrong column after sorting',
    project: 'Great Plains Grocery',
    body: `When I sort the columns of a crosstab by size, the letters stay where they were: column C (now "Kansas") still shows the letters it had as "Iowa".

Unsorted tables are right, so we publish unsorted ones. It is easy to forget, though.`,
    acts: [
      assign(23.4, 'naomi'),
      answer(
        20.7,
        'naomi',
        'keep_open',
        `Hi Tyrell,

I can see it happen: the test runs before the sort and the letters are not carried along. That is a fault of ours and a serious one, thank you for telling us with such a clear example.

Our developers have it. I have also looked through your published tables of this month: three are sorted, and I list them in the next message so that you can check them.

Naomi`,
      ),
      answer(
        19.9,
        'naomi',
        'keep_open',
        'The three are *Store brands by state*, *Basket size* and *Missions*. In each the letters belong to the column order before sorting.',
      ),
      reply(
        6.5,
        'We have replaced all three. When do you expect the correction? We would like to sort again for the holiday report.',
      ),
    ],
  },
  {
    key: 'handed-over',
    organisation: 'ipe',
    by: 'Jussara Pinhal',
    at: 2.3,
    category: 'problem',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Decimal comma becomes a decimal point in chart labels',
    project: 'Pulso do Café',
    body: 'With the language of the site set to Portuguese the tables show 12,4 % but the labels in the charts show 12.4 %. It is the same in the export to PowerPoint.',
    acts: [
      handOver(
        0.4,
        'rafael',
        'EMEA',
        'I can see it with our own site set to Portuguese: tables read the language, labels do not. French and German behave the same.',
        'Check with the Paris team whether their labels were right before the September update, then tell Jussara what we found.',
      ),
    ],
  },
  {
    key: 'solved-by-customer',
    organisation: 'tuiwhenua',
    by: 'Mere Hollis',
    at: 15.7,
    category: 'how_to',
    impact: 'none',
    subject: 'Where did the "compare waves" button go?',
    project: 'Kiwi Spend Tracker',
    body: 'Until last week there was a button *Compare waves* above the chart. I cannot find it since. Was it moved?',
    acts: [
      answer(
        12.8,
        'hana',
        'keep_open',
        `Hi Mere,

it moved into the menu beside the chart's title: **⋯ → Compare waves**. It also remembers the last two waves you compared now.

Hana`,
      ),
      reply(11.9, 'Found it, and the remembering is lovely.'),
      solved(11.8),
    ],
  },
]
