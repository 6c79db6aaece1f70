import { ForbiddenPage } from '@/components/layout/refusals'

export default function Forbidden() {
  return (
    <ForbiddenPage
      homeHref="/"
      homeLabel="Go to the start page"
      who="You are signed in, but your role does not include this page. An administrator of your organisation can change that."
    />
  )
}
