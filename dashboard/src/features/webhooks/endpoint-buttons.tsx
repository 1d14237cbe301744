import { useNavigate } from '@tanstack/react-router'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { Pause, Pencil, Play, Redo2, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { texts } from '../../words/index.ts'
import { EditEndpoint } from './edit-endpoint.tsx'
import type { useEndpointActions } from './use-endpoint-actions.ts'

const words = texts.webhooks

interface EndpointButtonsProps {
  readonly endpoint: WebhookEndpoint
  readonly actions: ReturnType<typeof useEndpointActions>
}

export function EndpointButtons({ endpoint, actions }: EndpointButtonsProps) {
  const { failingSince, status } = endpoint
  const { pauseOrEnable, edit, test, redeliver, remove } = actions
  const navigate = useNavigate()
  const [isEditing, setIsEditing] = useState(false)
  return (
    <>
      {failingSince !== null && (
        <Button
          look="outline"
          icon={Redo2}
          busy={redeliver.isPending}
          onClick={() => redeliver.mutate(failingSince)}
        >
          {words.redeliverFailed}
        </Button>
      )}
      <Button look="outline" icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
        {words.test}
      </Button>
      <Button
        look="outline"
        icon={status === 'enabled' ? Pause : Play}
        busy={pauseOrEnable.isPending}
        onClick={() => pauseOrEnable.mutate()}
      >
        {status === 'enabled' ? words.pause : words.enable}
      </Button>
      <Button look="outline" icon={Pencil} onClick={() => setIsEditing(true)}>
        {words.edit}
      </Button>
      <ConfirmButton
        icon={Trash2}
        label={words.remove}
        title={words.removeTitle}
        text={words.removeText}
        yes={words.remove}
        busy={remove.isPending}
        error={remove.error}
        onYes={async () => {
          await remove.mutateAsync()
          await navigate({ to: '/webhooks' })
        }}
      />
      {isEditing && <EditEndpoint endpoint={endpoint} edit={edit} onClose={() => setIsEditing(false)} />}
    </>
  )
}
