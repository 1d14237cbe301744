import type { CallLog } from '../calls/call-log.ts'
import type { AppContext } from '../context.ts'
import type { Locale } from '../kernel/locale.ts'
import type { EventNotifier } from '../workspaces/event-notifier.ts'

/** The context of the tools. */
export interface McpContext extends AppContext {
  readonly callLog: CallLog
  readonly eventNotifier: EventNotifier
  /** Whether the dashboard has users, who can approve a send request there. */
  readonly hasUsers: () => Promise<boolean>
  /** Sends a message to the users who get the workspace's alerts, to each in their language. A message that cannot be delivered is logged. */
  readonly notifyUsers: (
    workspaceId: string,
    message: (locale: Locale) => { readonly subject: string; readonly text: string },
  ) => Promise<void>
  /** The key that encrypts the state of a call while the user is asked: 32 bytes, the same in every process. */
  readonly stateKey: Uint8Array
}
