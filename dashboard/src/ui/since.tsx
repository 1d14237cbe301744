import { exactly, sinceInWords } from './time.ts'

/** Since when something lasts, with the exact time as tooltip: “since 5 minutes ago” is no sentence in any language. */
export function Since({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exactly(at)} className="whitespace-nowrap tabular-nums">
      {sinceInWords(at)}
    </time>
  )
}
