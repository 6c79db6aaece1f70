import { ForbiddenPage } from '@/components/layout/refusals'

export default function Forbidden() {
  return (
    <ForbiddenPage
      alone
      homeHref="/"
      homeLabel="Go to the start page"
      who="You are signed in, but not as somebody whom this page is for. Whoever invited you can change that."
    />
  )
}
