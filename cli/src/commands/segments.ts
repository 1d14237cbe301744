import { Command } from 'commander'
import { segmentContactsCommand } from './segments/contacts.ts'
import { countSegmentCommand } from './segments/count.ts'
import { createSegmentCommand } from './segments/create.ts'
import { deleteSegmentCommand } from './segments/delete.ts'
import { listSegmentsCommand } from './segments/list.ts'
import { updateSegmentCommand } from './segments/update.ts'

export function segmentsCommand(): Command {
  return new Command('segments')
    .description('the segments of an audience')
    .addCommand(listSegmentsCommand())
    .addCommand(countSegmentCommand())
    .addCommand(createSegmentCommand())
    .addCommand(updateSegmentCommand())
    .addCommand(segmentContactsCommand())
    .addCommand(deleteSegmentCommand())
}
