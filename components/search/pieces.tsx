import { Fragment } from 'react'
import type { Piece } from '@/lib/cases/search'

/** A text with what was sought in it marked. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>))
}
