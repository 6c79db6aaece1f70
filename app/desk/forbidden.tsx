import { ForbiddenPage } from '@/components/layout/refusals'

export default function Forbidden() {
  return <ForbiddenPage homeHref="/desk" homeLabel="Go to the queue" />
}
