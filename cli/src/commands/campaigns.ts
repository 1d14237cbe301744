import { Command } from 'commander'
import { checkCampaignCommand } from './campaigns/check.ts'
import { copyCampaignCommand } from './campaigns/copy.ts'
import { createCampaignCommand } from './campaigns/create.ts'
import { campaignLinksCommand } from './campaigns/links.ts'
import { listCampaignsCommand } from './campaigns/list.ts'
import { campaignRecipientsCommand } from './campaigns/recipients.ts'
import { campaignReportCommand } from './campaigns/report.ts'
import { resendCampaignCommand } from './campaigns/resend.ts'
import { sendTestEmailCommand } from './campaigns/send-test-email.ts'
import { sendCampaignCommand } from './campaigns/send.ts'
import { unscheduleCampaignCommand } from './campaigns/unschedule.ts'
import { updateCampaignCommand } from './campaigns/update.ts'
import { campaignVariantsCommand } from './campaigns/variants.ts'

export function campaignsCommand(): Command {
  return new Command('campaigns')
    .description('the campaigns of an account')
    .addCommand(listCampaignsCommand())
    .addCommand(createCampaignCommand())
    .addCommand(copyCampaignCommand())
    .addCommand(resendCampaignCommand())
    .addCommand(updateCampaignCommand())
    .addCommand(checkCampaignCommand())
    .addCommand(sendTestEmailCommand())
    .addCommand(sendCampaignCommand())
    .addCommand(unscheduleCampaignCommand())
    .addCommand(campaignReportCommand())
    .addCommand(campaignRecipientsCommand())
    .addCommand(campaignLinksCommand())
    .addCommand(campaignVariantsCommand())
}
