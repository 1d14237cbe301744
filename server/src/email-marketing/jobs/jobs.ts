import type { JobsContext } from '../../jobs/context.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import type { Poll } from '../../kernel/poll.ts'
import { contactImportJob } from './contact-import-job.ts'
import type { EmailMarketingContext } from '../context.ts'
import { moveAudienceJob } from './move-audience-job.ts'
import { contactErasureJob, contactExportJob } from './address-jobs.ts'

/** Starts working on the jobs of this domain. */
export function startEmailMarketingJobs(context: EmailMarketingContext & JobsContext): Poll {
  return startJobs(context, {
    contact_import: contactImportJob(context),
    contact_export: contactExportJob(context),
    contact_erasure: contactErasureJob(context),
    audience_move: moveAudienceJob(context),
  })
}
