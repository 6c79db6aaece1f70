// With whose cases a list begins for an administrator of an organisation, who may see all of them.

/** What was chosen; else their own while one of them is not solved, and the organisation’s, which holds theirs too, when none is. */
export function historyScope(chosen: 'mine' | 'organisation' | undefined, ownOpen: number): 'mine' | 'organisation' {
  return chosen ?? (ownOpen > 0 ? 'mine' : 'organisation')
}
