import { Page } from '../../ui/page.tsx'
import { texts } from '../../words/index.ts'
import { MyAlerts } from '../settings/alerts.tsx'

/** Whether the user gets emails about their accounts. */
export function AlertsPage() {
  return (
    <div className="mx-auto w-full max-w-2xl">
      <Page title={texts.alerts.title} lead={texts.myAccounts.alertsLead}>
        <MyAlerts />
      </Page>
    </div>
  )
}
