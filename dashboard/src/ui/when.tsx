import { exactly, fromNow } from './time.ts'

/** A relative time, with the exact one as tooltip. */
export function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exactly(at)} className="whitespace-nowrap tabular-nums">
      {fromNow(at)}
    </time>
  )
}
