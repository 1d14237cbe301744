import type { ServerDescription } from '@letterlock/sdk'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { texts } from '../../words/index.ts'

const words = texts.server

/** Whether everything is encrypted with the newest key. */
export function EncryptionState({ encryptionKeys }: Pick<ServerDescription, 'encryptionKeys'>) {
  const { outdatedValueCount } = encryptionKeys
  const isCurrent = outdatedValueCount === 0
  return (
    <Badge
      tone={isCurrent ? 'ok' : 'warn'}
      icon={isCurrent ? CircleCheck : TriangleAlert}
      testId="encryption"
    >
      {isCurrent ? words.current : words.outdated(outdatedValueCount)}
    </Badge>
  )
}
