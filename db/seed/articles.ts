// The words of the demo's help centre.
import type { ArticleAudience } from '@/lib/knowledge/article'

export type SeedSection = { name: string; description: string; within?: string }
export type SeedArticle = {
  title: string
  summary: string
  section: string
  audience: ArticleAudience
  /** The one that reads it, where it is for chosen organisations. */
  organisation?: string
  /** The plan whose organisations read it, where it is for a plan. */
  plan?: string
  /** When it was published; more than half a year ago it is due to be checked. */
  daysAgo: number
  state?: 'in_review'
  body: string
}

export const SECTIONS: readonly SeedSection[] = [
  { name: 'Getting started', description: 'Signing in, finding your way, asking for help.' },
  { name: 'Data', description: 'Bringing data in, weighting it, keeping it right.' },
  { name: 'Importing', description: 'Files, codes and what to do when an import stops.', within: 'Data' },
  { name: 'Weighting', description: 'Weights, bases and what they mean.', within: 'Data' },
  { name: 'Dashboards and stories', description: 'Charts, filters and what others see.' },
  { name: 'Exporting', description: 'PowerPoint, PDF and Excel.', within: 'Dashboards and stories' },
  { name: 'Users and licences', description: 'People, roles, single sign-on and renewals.' },
]

export const ARTICLES: readonly SeedArticle[] = [
  {
    title: 'Sign in for the first time',
    summary: 'Your invitation, your password, and what to do when the link has expired.',
    section: 'Getting started',
    audience: 'everyone',
    daysAgo: 40,
    body: `You are invited by mail. The link in it is good for seven days and for one person.

## Follow the invitation

1. Open the link in the mail on the computer you work on.
2. Choose your name as colleagues should see it, and your time zone. Times in dashboards follow it.
3. Choose a password of at least twelve characters, or continue with your company's sign-in if that is offered.

> [!note]
> If your company signs in with its own directory, you never have a password with us. Use the button with your company's name.

## When the link has expired

Ask the person who invited you to send it again. They find you under **People**, marked *invited*. The new mail ends the old link.

## When no mail arrives

Look in the folder for unwanted mail, and ask your administrator whether mails from our domain are let through. Big companies often hold back the first mail of a new sender.`,
  },
  {
    title: 'Tell us enough to help at once',
    summary: 'Five things that save you a day of questions.',
    section: 'Getting started',
    audience: 'everyone',
    daysAgo: 65,
    body: `Half of all first answers ask for something that could have been said at once. These five help most.

## What to say

1. **Where**: the address of the story or dashboard, copied from the browser.
2. **What you did**, step by step, with the filter that was on.
3. **What you expected**, and what came instead.
4. **Since when**, and whether it is so for colleagues too.
5. **How it hurts**: a presentation tomorrow at nine is good to know.

## What to attach

A screenshot of the whole window, with the address bar. For an import that stops, the file, or its first hundred rows if it may not leave your house.

> [!tip]
> Respondents' names, mail addresses and phone numbers are not needed. Take them out first.`,
  },
  {
    title: 'Import a survey file',
    summary: 'Which files we read, how columns become questions, and how long it takes.',
    section: 'Importing',
    audience: 'everyone',
    daysAgo: 30,
    body: `An import makes questions and respondents of a file. It changes nothing in stories until you publish it.

## Files we read

| Format | Up to | Good for |
| ------ | ----- | -------- |
| \`.sav\` | 2 GB | labels and missing values come along |
| \`.csv\` | 2 GB | needs a code list beside it |
| \`.xlsx\` | 200 MB | small studies, one sheet |

## Steps

1. Open **Data**, then **New import**, and choose the file.
2. Say which column tells respondents apart. Without one, each row is a new respondent.
3. Look through the questions that were recognised. Anything marked *unsure* needs your eye.
4. Press **Import**. A file of 50,000 rows and 400 columns takes about four minutes.
5. Press **Publish** when the preview is right.

## Numbers written as text

A decimal comma in a file with decimal points makes a column text. Choose the right mark under **Columns** and import again; nothing has to be changed in the file.

## See also

[An import stops with “duplicate respondent”](/help/an-import-stops-with-duplicate-respondent)`,
  },
  {
    title: 'An import stops with “duplicate respondent”',
    summary: 'Why two rows look like one person, and three ways on.',
    section: 'Importing',
    audience: 'everyone',
    daysAgo: 12,
    body: `The import stops before anything is written when two rows have the same value in the column that tells respondents apart. The message reads \`E_DUPLICATE_RESPONDENT\` and names the first such rows.

## Find out why

- **A wave was appended twice.** The counts of the file are then about double those of the field report.
- **The column is too narrow.** A panel number alone is not enough when people answer more than one wave.
- **Trailing spaces.** \`A17\` and \`A17 \` are the same to us.

## Three ways on

1. Choose two columns together, for example *panel number* and *wave*.
2. Choose **Keep the last row** if the file holds corrections of earlier rows.
3. Repair the file and import it again.

> [!warning]
> **Keep the last row** drops the earlier ones for good. Look at the list of dropped rows before you publish.`,
  },
  {
    title: 'Weighted and unweighted bases',
    summary: 'Which of the two to quote, and why they differ.',
    section: 'Weighting',
    audience: 'everyone',
    daysAgo: 20,
    body: `The *unweighted base* is how many people answered. The *weighted base* is how many they stand for after weighting.

## Which one to quote

- Say how sure a figure is: quote the **unweighted** base. It decides the margin of error.
- Say how big a group is: quote the **weighted** base.

## Why they differ

If women are half of the population and a third of the sample, each of their answers weighs more than one. Groups that are rare in the sample have a weighted base above their unweighted one.

## Small bases

Below the minimum of your site, a chart shows no value and no base. The minimum is 30 unless your administrator has set another one; it counts people, never weights.`,
  },
  {
    title: 'Weights look like those of the wave before',
    summary: 'A new wave keeps the old scheme until it is run again.',
    section: 'Weighting',
    audience: 'customers',
    daysAgo: 15,
    body: `When a wave is added, its respondents get the weight 1 and the scheme is marked *out of date*. Charts go on with the last weights that were run.

## Run the scheme again

1. Open **Data**, then **Weighting**.
2. Choose the scheme. Its line says *out of date since* and names the wave.
3. Press **Run**. You see the targets, what was reached, and the largest weight.
4. Press **Publish weights**.

## If it does not converge

One target group is probably empty in the new wave. Join it with its neighbour, or leave it out of the scheme for this wave. A largest weight above 5 is a sign of the same.`,
  },
  {
    title: 'Base sizes in exported charts',
    summary: 'A base size is the number of people behind a chart. Exports show it when the export template says so.',
    section: 'Exporting',
    audience: 'everyone',
    daysAgo: 6,
    body: `## Turn it on

1. Open the story and choose **Export**, then **Template**.
2. Under **Charts**, tick **Show base**.
3. Choose **Weighted**, **Unweighted** or **Both**.
4. Save the template. The next export uses it.

> [!note]
> Templates made before 5.20 start with “Show base” off. Open and save each once; charts that were exported earlier do not change.

## Where it appears

| Export | Base appears | Since |
| ------ | ------------ | ----- |
| PowerPoint | in the footer of each chart | 5.20 |
| PDF | under the chart’s title | 5.18 |
| Excel | in a row of its own | 4.9 |
| Image | not shown: put it in the title | |

## When it is missing

If **Show base** is on and the base is still not there, look at these two first:

- The chart’s filter leaves fewer people than your site’s minimum base. Then the base is hidden on purpose.
- The story was copied from another site. Choose its template again.

What the two bases mean is told in [Weighted and unweighted bases](/help/weighted-and-unweighted-bases).`,
  },
  {
    title: 'Export a story to PowerPoint',
    summary: 'Layouts, fonts, and what can be edited afterwards.',
    section: 'Exporting',
    audience: 'everyone',
    daysAgo: 33,
    body: `An export makes one slide of each page of the story. Charts are native: they can be recoloured and their figures opened.

## Export

1. Open the story, choose **Export**, then **PowerPoint**.
2. Choose a template, or **Plain** for none.
3. Choose the pages. Pages that somebody else has locked are exported as they stand.
4. Wait for the mail, or keep the page open: ten pages take about a minute.

## What can be edited

- Titles, notes and text: freely.
- Charts: colours, order and labels. Their data opens in a sheet; it is not connected to the story any more.
- Filters: not. Export again with another filter.

## Fonts

A font that is not installed on the computer that opens the file is replaced there. Ask your administrator to put your house font into the template; then it travels along.`,
  },
  {
    title: 'Share a dashboard with somebody outside',
    summary: 'Links with an end, what they show, and how to take one back.',
    section: 'Dashboards and stories',
    audience: 'everyone',
    daysAgo: 210,
    body: `A shared link shows one dashboard to whoever has it, without signing in. It never shows respondents.

## Make a link

1. Open the dashboard, choose **Share**, then **New link**.
2. Choose the last day on which it works. Without one it ends after 30 days.
3. Add a password if the link travels by mail.

## What readers can do

They filter by what you have put on the page and see nothing else. Export is off unless you tick it.

## Take it back

Under **Share**, press **End link**. Open pages of readers go blank within a minute.

> [!warning]
> Whoever has the link can pass it on. For figures under embargo, invite people instead.`,
  },
  {
    title: 'A filter shows nobody',
    summary: 'Two filters that leave no one, and how to find which.',
    section: 'Dashboards and stories',
    audience: 'customers',
    daysAgo: 25,
    body: `A chart says *nobody in the base* when the filters that hold for it leave no respondent.

## Find which filter it is

1. Press the funnel at the chart. It lists every filter with how many people it leaves.
2. Look for the line where the number becomes 0.

Filters come from three places and all of them hold: the page, the chart, and the reader's own role.

## The usual causes

- A wave filter set to a wave that this question was not asked in.
- **Region = none**, which leaves those for whom no region is known.
- A role that sees one country, on a page that is filtered to another.`,
  },
  {
    title: 'Renewing a licence',
    summary: 'What happens on the last day, and what you have to do: nothing, mostly.',
    section: 'Users and licences',
    audience: 'customers',
    daysAgo: 70,
    body: `A licence is renewed by your account manager. You need do nothing until the renewal mail arrives.

## After the renewal

1. Sign out.
2. Open the link in the renewal mail, not a bookmark.
3. Sign in as usual.

> [!note]
> The old sign-in link works until midnight of the last day, in your site’s time zone.

## “Licence not found”

The new licence may still stand under your site’s old name. Open a case with the old and the new name; projects and data are not affected.

## More people than seats

Nobody is signed out. New invitations wait until a seat is free or added.`,
  },
  {
    title: 'Single sign-on at Tuiwhenua Insight',
    summary: 'Which group gives access, and whom to ask in your own house.',
    section: 'Users and licences',
    audience: 'organisations',
    organisation: 'Tuiwhenua Insight Co',
    daysAgo: 50,
    body: `You sign in with your own directory. We see your name and your work address, and no password.

## Get access

Ask Aroha in your insights team to add you to the group **Harmoni users**. It takes up to an hour until the directory tells us.

## Leave

Who is taken out of the group is signed out within fifteen minutes. Their stories stay with the team.`,
  },
  {
    title: 'People from your directory',
    summary: 'Let your directory add and remove people, so that nobody keeps two lists.',
    section: 'Users and licences',
    audience: 'plans',
    plan: 'Enterprise',
    daysAgo: 40,
    body: `On the Enterprise plan your directory can add people to Harmoni and take them out again.

## Connect it

1. Open **Settings → Directory** as an administrator and create a token.
2. Give the token and the address beside it to whoever runs your directory.
3. Choose the groups that may come in. Each becomes a team of the same name.

## What happens then

- Who joins a group has a seat within the hour, as a viewer.
- Who leaves all groups is signed out, and the seat is free. Stories stay with the team.
- A role that you change in Harmoni stays as you set it.`,
  },
  {
    title: 'Take over a case of another region',
    summary: 'What the packet must say before you let go of a case.',
    section: 'Getting started',
    audience: 'staff',
    daysAgo: 90,
    body: `Hand a case over when the promise falls into another region's hours, not when it is difficult.

## Before you let go

- The state in two sentences, as the customer would say it.
- What was tried, and what it showed.
- The next step, with a name of a function or a person.
- What was promised to the customer in words, beside the clock.

## After you took it

Acknowledge within thirty minutes of your hours, and write to the customer under your own name.`,
  },
  {
    title: 'Roles and what they see',
    summary: 'Viewer, author, administrator: who sees and changes what.',
    section: 'Users and licences',
    audience: 'customers',
    daysAgo: 1,
    state: 'in_review',
    body: `| Role | Sees | Changes |
| ---- | ---- | ------- |
| Viewer | what was shared with them | nothing |
| Author | all data of their projects | stories and dashboards |
| Administrator | everything of the site | people, roles, templates |

A role can be narrowed to a country or a brand. The narrowing holds in every chart and export.`,
  },
]
