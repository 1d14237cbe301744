import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { texts } from '../../words/index.ts'
import { Audiences } from './audiences.tsx'
import { Campaigns } from './campaigns.tsx'
import { FindContacts } from './find-contacts.tsx'

const words = texts.data

interface DataCardProps {
  readonly connectionId: string
  readonly provider: string
}

/** The account's data at the provider, read-only. Each part is read when it is opened. */
export function DataCard({ connectionId, provider }: DataCardProps) {
  return (
    <Card id="data" title={words.title} lead={words.lead(provider)}>
      <div className="flex flex-col gap-1">
        <Disclosure summary={words.audiences} lazy>
          <Audiences connectionId={connectionId} />
        </Disclosure>
        <Disclosure summary={words.campaigns} lazy>
          <Campaigns connectionId={connectionId} />
        </Disclosure>
        <Disclosure summary={words.contacts} lazy>
          <FindContacts connectionId={connectionId} />
        </Disclosure>
      </div>
    </Card>
  )
}
