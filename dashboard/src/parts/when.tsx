import { exactly, fromNow } from '../time.ts'

/** A time as people say it, with the exact one for those who point at it. */
export function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exactly(at)}>
      {fromNow(at)}
    </time>
  )
}
