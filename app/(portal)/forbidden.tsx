import { ForbiddenPage } from '@/components/layout/refusals'

export default function Forbidden() {
  return <ForbiddenPage homeHref="/" homeLabel="Go to the start page" />
}
