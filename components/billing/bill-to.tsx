/** To whom a document is addressed, line by line. */
export function BillTo({ text }: { text: string }) {
  return <span className="whitespace-pre-line wrap-anywhere">{text}</span>
}
