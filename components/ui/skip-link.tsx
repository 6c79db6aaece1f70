/** The first stop of the keyboard: past the navigation to the page. Both shells have one. */
export function SkipLink({ to = 'main' }: { to?: string }) {
  return (
    <a href={`#${to}`} className="skip">
      Skip to the page
    </a>
  )
}
