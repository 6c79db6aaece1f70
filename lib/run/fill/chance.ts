// Chance that is the same in every run, so that two fills of one size hold the same cases.

export type Chance = {
  /** Evenly in [0, 1). */
  next(): number
  /** Evenly in [from, to). */
  between(from: number, to: number): number
  oneOf<T>(choices: readonly T[]): T
  /** One of the choices, as often as its weight says. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T
}

/** The 32-bit generator "mulberry32", begun at `seed`. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    oneOf: (choices) => choices[Math.floor(next() * choices.length)]!,
    weighted: (choices) => {
      let at = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) if ((at -= weight) < 0) return choice
      return choices.at(-1)![0]
    },
  }
}
