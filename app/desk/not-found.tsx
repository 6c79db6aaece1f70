import { NotFoundPage } from '@/components/layout/refusals'

export default function NotFound() {
  return <NotFoundPage homeHref="/desk" homeLabel="Go to the queue" />
}
