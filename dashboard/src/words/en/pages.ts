import { accountTexts } from './accounts.ts'
import { assistantTexts } from './assistants.ts'
import { callTexts } from './calls.ts'
import { dataTexts } from './data.ts'
import { eventTexts } from './events.ts'
import { labelTexts } from './labels.ts'
import { webhookTexts } from './webhooks.ts'
import { workspaceTexts } from './workspace.ts'

/** The texts of pages that are opened later. */
export const englishPages = {
  ...accountTexts,
  ...assistantTexts,
  ...callTexts,
  ...dataTexts,
  ...eventTexts,
  ...labelTexts,
  ...webhookTexts,
  ...workspaceTexts,
}
