import type { WebhookEndpoint } from '@letterlock/sdk'
import { EndpointDialog } from './endpoint-dialog.tsx'
import type { useEndpointActions } from './use-endpoint-actions.ts'

interface EditEndpointProps {
  readonly endpoint: WebhookEndpoint
  readonly edit: ReturnType<typeof useEndpointActions>['edit']
  readonly onClose: () => void
}

/** The dialog that edits an endpoint; it closes when the change is saved. */
export function EditEndpoint({ endpoint, edit, onClose }: EditEndpointProps) {
  return (
    <EndpointDialog
      endpoint={endpoint}
      busy={edit.isPending}
      error={edit.error}
      onClose={() => {
        edit.reset()
        onClose()
      }}
      onSubmit={(change) => edit.mutate(change, { onSuccess: onClose })}
    />
  )
}
