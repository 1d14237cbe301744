import type { MessageIn } from './alert-message.ts'
import { recipientsOf } from './alert-recipients.ts'
import type { AlertsContext } from './context.ts'

/** Sends a message to all recipients once, to each in their language. A failure is logged; the other messages are still sent. */
export async function notifyUsers(
  context: AlertsContext,
  workspaceId: string,
  message: MessageIn,
): Promise<void> {
  const { ids, send } = await recipientsOf(context, workspaceId)
  for (const id of ids)
    await send(id, message).catch((error: unknown) =>
      context.log.error({ err: error, workspaceId }, 'alert not sent'),
    )
}
