import { describe, expect, test } from 'vitest'
import { afterSendingEvent, holdingBack, nameOfPasted, nextToSend, progressWords, refusalBefore, type Sending } from './sending'

const file = (id: string, of: Partial<Sending> = {}): Sending => ({
  id,
  name: `${id}.png`,
  size: 11_400_000,
  kind: 'image',
  state: 'waiting',
  sent: 0,
  ...of,
})

describe('files on their way', () => {
  test('three are sent at once, in order', () => {
    const list = [file('a', { state: 'sending' }), file('b', { state: 'sending' }), file('c'), file('d')]
    expect(nextToSend(list)?.id).toBe('c')
    expect(nextToSend(list.map((each) => (each.id === 'c' ? { ...each, state: 'sending' } : each)))).toBeUndefined()
  })

  test('a message waits for what is on its way, and for a decision about what failed', () => {
    expect(holdingBack([file('a', { state: 'ready' })])).toBeUndefined()
    expect(holdingBack([file('a', { state: 'sending' })])).toBe('a.png is still on its way. Send once it is there, or cancel it.')
    expect(holdingBack([file('a', { state: 'failed' })])).toBe('a.png has not arrived. Try it again or remove it, then send.')
    expect(holdingBack([file('a', { state: 'refused' })])).toBe('a.png has not arrived. Remove it, then send.')
  })

  test('a file fails, is tried again and arrives under the name that the server gives it', () => {
    let list: readonly Sending[] = [file('a')]
    list = afterSendingEvent(list, { type: 'started', id: 'a' })
    list = afterSendingEvent(list, { type: 'progressed', id: 'a', sent: 40_000 })
    list = afterSendingEvent(list, { type: 'failed', id: 'a', sentence: 'The connection was lost at 40 kB.', final: false })
    expect(list[0]).toMatchObject({ state: 'failed', sentence: 'The connection was lost at 40 kB.' })
    list = afterSendingEvent(list, { type: 'retried', id: 'a' })
    expect(list[0]).toMatchObject({ state: 'waiting', sent: 0, sentence: undefined })
    list = afterSendingEvent(list, { type: 'arrived', id: 'a', as: { id: 'a', name: 'htaccess', size: 5, kind: 'other' } })
    expect(list[0]).toMatchObject({ state: 'ready', name: 'htaccess', kind: 'other', sent: 5 })
    expect(afterSendingEvent(list, { type: 'removed', id: 'a' })).toEqual([])
  })

  test('is said in words', () => {
    expect(progressWords(file('a', { state: 'sending', sent: 7_100_000 }))).toBe('7.1 of 11.4 MB')
    expect(progressWords(file('a', { state: 'sending', sent: 40_000 }))).toBe('40 kB of 11.4 MB')
    expect(progressWords(file('a', { state: 'ready' }))).toBe('11.4 MB')
    expect(refusalBefore({ size: 200_000_001 }, 0, 200_000_000)).toBe('Larger than 200 MB. Make it shorter or smaller.')
    expect(refusalBefore({ size: 1 }, 20, 200_000_000)).toBe('A message carries at most 20 files.')
    expect(refusalBefore({ size: 200_000_000 }, 19, 200_000_000)).toBeUndefined()
  })

  test('a pasted screenshot is called by its moment, anything else by its name', () => {
    const at = new Date(2026, 10, 24, 9, 5, 7)
    expect(nameOfPasted('image.png', at)).toBe('Screenshot 2026-11-24 09.05.07.png')
    expect(nameOfPasted('plan.png', at)).toBe('plan.png')
  })
})
