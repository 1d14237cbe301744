import { server } from '../../api.ts'
import { number, rate } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import { PagesOf } from './pages-of.tsx'

const words = texts.data

export function Audiences({ connectionId }: { readonly connectionId: string }) {
  return (
    <PagesOf
      queryKey={[connectionId, 'audiences']}
      read={async (cursor) => (await server.account(connectionId)).audiences.list({ cursor })}
      empty={words.noAudiences}
    >
      {({ name, contactCount, openRate, clickRate }) => (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <b className="font-semibold wrap-anywhere">{name}</b>
          <span className="flex flex-wrap gap-x-4 text-muted-foreground tabular-nums">
            {openRate !== null && <span>{words.opened(rate(openRate))}</span>}
            {clickRate !== null && <span>{words.clicked(rate(clickRate))}</span>}
            {contactCount !== null && (
              <span className="text-foreground">
                {words.contactCount(contactCount, number(contactCount))}
              </span>
            )}
          </span>
        </div>
      )}
    </PagesOf>
  )
}
