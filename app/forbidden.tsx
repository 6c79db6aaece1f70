import { ForbiddenPage } from '@/components/layout/refusals'

export default function Forbidden() {
  return <ForbiddenPage alone homeHref="/" homeLabel="Go to the start page" />
}
