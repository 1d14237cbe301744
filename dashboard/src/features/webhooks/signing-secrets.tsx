import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Notice } from '../../ui/notice.tsx'
import { exactly } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'

const words = texts.webhooks

/** The signing secrets, and their rotation. A new secret is shown once. */
export function SigningSecrets({ endpoint: { id, signingSecrets } }: { readonly endpoint: WebhookEndpoint }) {
  const queries = useQueryClient()
  const rotate = useMutation({
    mutationFn: () => server.rotateWebhookSecret(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ul className="flex flex-col gap-1.5">
        {signingSecrets.map(({ id: secretId, createdAt, expiresAt }) => (
          <li key={secretId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="text-xs">whsec_••••</code>
            <span className="text-muted-foreground">
              {words.secretCreated} <When at={createdAt} />
            </span>
            <Tag>{expiresAt === null ? words.secretInUse : words.secretUntil(exactly(expiresAt))}</Tag>
          </li>
        ))}
      </ul>
      {rotate.data && (
        <Notice role="status">
          <p className="mb-2">{words.copySecret}</p>
          <Copy text={rotate.data.signingSecret} />
        </Notice>
      )}
      <div>
        <ConfirmButton
          look="outline"
          size="small"
          label={words.rotate}
          title={words.rotateTitle}
          text={words.rotateText}
          yes={words.rotateYes}
          busy={rotate.isPending}
          error={rotate.error}
          onYes={() => rotate.mutateAsync()}
        />
      </div>
    </div>
  )
}
