// Open cases of Asia Pacific.
import { answer, assign, note, reclassify, reply, type Story } from '../story'

export const APAC_STORIES: readonly Story[] = [
  {
    key: 'l1-35-minutes-left',
    organisation: 'tuiwhenua',
    by: 'Mere Hollis',
    at: (times) => times.ago(4 - 35 / 60),
    category: 'problem',
    impact: 'major',
    workaround: 'no',
    subject: 'Nobody can publish the Q4 tracker dashboard',
    project: 'Kiwi Spend Tracker, dashboard "Board pack Q4"',
    body: `Since this morning **Publish** ends with "Something went wrong (PUB-504)" for all five of us. The draft saves fine, it is only publishing that fails.

Steps:

1. Open *Board pack Q4* in the Kiwi Spend Tracker
2. Click **Publish**, choose "Everyone with the link"
3. The bar runs to about 90 %, then the message appears

The client's board reads it at 4 pm today, so we are rather nervous. Copying the dashboard to a new one and publishing that fails in the same way.`,
    acts: [
      reply(
        (times) => times.ago(0.9),
        "One more thing: an older dashboard in the same project still publishes. Only the ones we touched after last night's update fail.",
      ),
    ],
  },
  {
    key: 'l2-update-at-90-percent',
    organisation: 'banksia',
    by: 'Priya Navendra',
    at: 67.5,
    category: 'problem',
    impact: 'major',
    workaround: 'temporary',
    subject: 'Weighted bases are wrong after importing wave 7',
    project: 'Pantry Pulse, wave 7',
    body: `After importing wave 7 the weighted base for *Total* is 1,204 where it should be 1,000 (we weight to 1,000 per wave). Waves 1 to 6 still show 1,000.

We can work around it by switching the weight off and weighting in our own tool, but that takes an analyst half a day for each client.

The import log says "RIM weights: 4 of 4 variables matched", so I do not see what went wrong.`,
    acts: [
      assign(66.2, 'jonty'),
      answer(
        64.8,
        'jonty',
        'keep_open',
        `Hi Priya,

thank you for the import log, it points to the cause: the wave 7 file carries respondents whose region is coded 9 ("prefer not to say"). That code has no target in your RIM scheme, so those 204 people keep a weight of 1 on top of the weighted 1,000.

I have asked our data team whether the scheme should have warned you, because I think it should. In the meantime you can filter \`region <> 9\` in the weight's base, and *Total* comes back to 1,000.

I will write again as soon as I know more.

Jonty`,
      ),
      reply(60.1, 'The filter does the trick for the totals, thank you. We still need the real fix before wave 8 goes to field.'),
      note(
        21.4,
        'jonty',
        'Data team reproduced it. The warning is lost when the scheme was saved before the June release. @Rina Valemore, the fix is planned for the next patch. @Hana Corvell, could you ask for its date before one of us answers Priya?',
      ),
    ],
  },
  {
    organisation: 'hoshikawa',
    by: 'Kenta Arisugawa',
    at: 20.3,
    category: 'problem',
    impact: 'minor',
    workaround: 'acceptable',
    key: 'fault-after-all',
    subject: 'Japanese labels are garbled when a CSV export is opened in Excel',
    project: 'Tokyo Panel, November 2026',
    body: `クロス集計を CSV でエクスポートすると、日本語のラベルが Excel で文字化けします。

- サイト: hoshikawa.harmoni.example
- プロジェクト: 東京パネル 2026年11月
- Excel 以外 (テキストエディタ) では正しく表示されます

In English: labels such as 「とても満足」 come out as "ã¨ã¦ã‚‚" when the CSV is opened in Excel. The XLSX export is fine, so we use that for now, but our client's import takes CSV only.`,
    acts: [],
  },
  {
    organisation: 'merlion',
    by: 'Arjun Pellai',
    at: 9.6,
    category: 'how_to',
    impact: 'none',
    subject: 'How do I show NPS by outlet next to the total?',
    project: 'Hawker Satisfaction 2026',
    body: `I have an NPS question (0 to 10) and 14 outlets. I would like a chart with the NPS score of each outlet as a bar and the total as a line behind it.

I can get the score for the total, and I can filter by one outlet, but I cannot find how to get all of them into one chart. Is there an article about it?`,
    acts: [],
  },
  {
    key: 'severity-raised',
    organisation: 'tuiwhenua',
    by: 'Callan Pike',
    at: 5.2,
    category: 'problem',
    impact: 'minor',
    workaround: 'temporary',
    worseNote: 'It looks small, but all our significance reporting hangs on it.',
    subject: 'Significance letters missing in crosstabs with more than 26 columns',
    project: 'Kiwi Spend Tracker',
    body: `In the regional crosstab (31 columns) the significance letters stop at Z. From column 27 on there are no letters at all, and columns A to Z are not compared with them either.

We noticed because a client asked why Southland is never different from anybody.`,
    acts: [
      assign(4.6, 'hana'),
      note(
        4.4,
        'hana',
        'Reproduced on our test site with 30 columns. This makes published tables wrong without a word, that is more than a looks matter. @Jonty Marlowe, have you seen it elsewhere?',
      ),
      reclassify(
        4.2,
        'hana',
        2,
        'The tables you publish are wrong without anybody noticing, so a major function fails. Splitting the table into two works for the moment.',
      ),
    ],
  },
  {
    organisation: 'banksia',
    by: 'Tamsin Orrell',
    at: 26.1,
    category: 'how_to',
    impact: 'none',
    key: 'service-declined',
    subject: 'Can a story use our own font?',
    project: 'Pantry Pulse, story "Summer launch"',
    body: 'Our brand team would like slides in *Banksia Sans*. I can choose from eleven fonts in the story settings, ours is not one of them. Can we upload it, or is that something you do for us?',
    acts: [
      answer(
        22.7,
        'hana',
        'wait',
        `Hello Tamsin,

fonts are added per site, by us, and need a licence that allows web use. Could you send me

- the font as WOFF2 (regular and bold are enough), and
- a line that your licence covers web embedding?

With both I can have it in your list within a day.

Hana`,
      ),
    ],
  },
  {
    key: 'referral-new',
    organisation: 'tuiwhenua',
    by: 'Mere Hollis',
    at: 7.3,
    category: 'project_or_data',
    impact: 'none',
    subject: 'Adding a booster sample of 400 to wave 8',
    project: 'Kiwi Spend Tracker, wave 8',
    body: `Our client would like 400 extra interviews among 18 to 24 year olds in wave 8, and wants to see them both in the main tables and on their own.

What does that mean for the data file and the weighting, and what would it cost to have you set it up?`,
    acts: [],
  },
  {
    organisation: 'merlion',
    by: 'Farah Iskandal',
    at: 19.4,
    category: 'licence',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'New colleague cannot register',
    project: '',
    body: `Our new analyst (desmond.y@merlionmetric.example) gets "This address cannot be registered" when he follows the invitation. We have 2 seats left according to the licence page.

He can work on my account next to me today, but not for long.`,
    acts: [
      assign(18.9, 'hana'),
      answer(
        17.8,
        'hana',
        'wait',
        `Hi Farah,

the seats are there, that is not it. The invitation went to \`desmond.y@\`, but he has an account from last year under \`desmond.yeo-hart@\`, and one person cannot hold two.

Shall I reopen his old account, with his old dashboards, or remove it so that the new address works?

Hana`,
      ),
      reply(
        3.1,
        'Ah, he was an intern with us last year! Please reopen the old one, he says there is a chart in it that he misses.',
      ),
    ],
  },
  {
    organisation: 'hoshikawa',
    by: 'Yui Morinaga',
    at: 33.5,
    category: 'problem',
    impact: 'major',
    workaround: 'temporary',
    subject: 'Dashboard export to PowerPoint times out above 60 slides',
    project: 'Tokyo Panel, dashboard "Monthly all brands"',
    browser: 'Edge 143, Windows 11',
    body: `Exporting the full monthly dashboard (72 slides) stops after ten minutes with "The export took too long". Up to about 60 slides it works, in six to seven minutes.

We export it in two halves and join them by hand, which breaks the page numbers and the table of contents.`,
    acts: [
      assign(32.6, 'jonty'),
      answer(
        30.2,
        'jonty',
        'keep_open',
        `Dear Yui,

thank you, that is clear. The limit of ten minutes is ours, and 72 slides with that many charts run into it. I see in the log that two thirds of the time goes into the twelve map slides.

Our developers look at the maps today. Until then: exporting the maps *last* (drag them to the end) brings your dashboard to just under nine minutes.

Jonty`,
      ),
      reply(28.8, 'Moving the maps works: 8 min 40 s. Thank you, this helps us for this month.'),
    ],
  },
]
