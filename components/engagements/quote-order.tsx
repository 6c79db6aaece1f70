import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import type { OrderView } from '@/lib/engagements/quote-views'
import { sizeWords } from '@/lib/files/media'
import { formatMoney, type Money } from '@/lib/kernel/money'

/** What an order that came outside the portal says, with its document. */
export function OrderFacts({ order, total }: { order: OrderView; total?: Money }) {
  return (
    <Pairs
      className="num mt-2.5 text-sm wrap-anywhere"
      pairs={[
        ['Order number', order.orderNumber],
        ['Ordered by', order.orderedBy],
        ['Options', order.options.join(', ')],
        ['Total with tax', total && formatMoney(total)],
        ['Recorded by', order.recordedByName],
        ['Document', order.files.length > 0 ? <OrderFiles key="files" files={order.files} /> : null],
      ]}
    />
  )
}

/** The documents of an order, to be saved. */
export function OrderFiles({ files }: Pick<OrderView, 'files'>) {
  return files.map(({ id, name, size }) => (
    <span key={id} className="block">
      <TextLink href={`/api/orders/${id}`} className="wrap-anywhere">
        {name}
      </TextLink>{' '}
      <span className="text-ink-2">{sizeWords(size)}</span>
    </span>
  ))
}
