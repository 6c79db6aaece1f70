// What invented people write: subjects of a few words, messages of a few sentences.
import type { Chance } from './chance'

const THINGS = [
  'dashboard',
  'story',
  'cross table',
  'weighting scheme',
  'data upload',
  'export to PowerPoint',
  'filter',
  'licence',
  'significance test',
  'trend chart',
  'user list',
  'translation',
  'code frame',
  'saved view',
  'banner table',
  'map',
]
const TROUBLES = [
  'does not refresh',
  'shows last wave only',
  'takes minutes to open',
  'ends with an error',
  'loses its colours',
  'cannot be shared',
  'counts respondents twice',
  'is empty for one country',
  'asks to sign in again',
  'differs from the raw data',
  'cannot be published',
  'is cut off when printed',
]
const PLACES = [
  'brand tracker',
  'customer panel',
  'ad test',
  'pricing study',
  'pulse survey',
  'store audit',
  'employee survey',
  'segmentation',
  'concept test',
  'usage diary',
  'media study',
  'loyalty index',
]
const FIRST = [
  'Since this morning',
  'After the last upload',
  'For two colleagues',
  'When the wave filter is set',
  'In every browser we tried',
  'On the shared link',
  'With the new weights',
  'After publishing',
]
const ASKS = [
  'We present it tomorrow.',
  'Nothing was changed on our side.',
  'The week before it was fine.',
  'Could you look at it?',
  'A screenshot can follow.',
  'It happens every time.',
  'Reloading does not help.',
  'The older project is not affected.',
]
const ANSWERS = [
  'Thank you for the details; we can see it here as well.',
  'We have looked at the project and found the cause.',
  'The upload of that wave held two columns of the same name.',
  'Please open the project again, it was rebuilt.',
  'Would you tell us which filter was set?',
  'The publishing service was restarted and now keeps up.',
  'We corrected the weights and ran the story again.',
  'Your colleague lacked the right to that folder; it is given now.',
]
const THANKS = [
  'Thank you, that was it.',
  'It works again, thanks.',
  'We see the right figures now.',
  'Good, but the second chart is still off.',
  'The filter was "total", all waves.',
  'Thanks for the quick help.',
]

export function subjectOf(chance: Chance, nth: number): string {
  return `${capital(chance.oneOf(THINGS))} ${chance.oneOf(TROUBLES)} in ${chance.oneOf(PLACES)} ${1 + (nth % 997)}`
}

export function questionOf(chance: Chance): string {
  return `${chance.oneOf(FIRST)} the ${chance.oneOf(THINGS)} of our ${chance.oneOf(PLACES)} ${chance.oneOf(TROUBLES)}. ${chance.oneOf(ASKS)} ${chance.oneOf(ASKS)}`
}

export function answerOf(chance: Chance): string {
  return `${chance.oneOf(ANSWERS)} ${chance.oneOf(ANSWERS)}`
}

export function thanksOf(chance: Chance): string {
  return chance.oneOf(THANKS)
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}
