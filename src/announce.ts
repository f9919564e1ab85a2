import type { Adapters } from './adapters.ts'
import type { Settings } from './config.ts'
import type { Content } from './content.ts'
import type { StaffInvites } from './triage/staff-invites.ts'

interface AnnounceNeeds {
  /** Base addresses of the listeners. */
  addresses: { publicUrl: string; staffUrl: string }
  adapters: Pick<Adapters, 'channels' | 'durability'>
  content: Content
  invites: Pick<StaffInvites, 'createFirstOfficerInvite'>
}

/** Tells whoever started the hotline where everything is. On standard output: it is what `npm start` is for. */
export async function announce(config: Settings, needs: AnnounceNeeds): Promise<void> {
  const { addresses } = needs
  const staffUrl = config.STAFF_URL ?? addresses.staffUrl
  const token = await needs.invites.createFirstOfficerInvite()
  const lines = [
    `An Tâm · ${needs.content.deployment.name.vi}`,
    `  Chat for citizens    ${config.PUBLIC_URL ?? addresses.publicUrl}/`,
    `  Console for officers ${staffUrl}/`,
    `  Metrics              ${staffUrl}/metrics`,
    `  Telegram             ${describe(needs.adapters.channels.has('telegram'), config.PUBLIC_URL ? 'webhook' : 'long polling')}`,
    `  Zalo                 ${describe(needs.adapters.channels.has('zalo'), config.PUBLIC_URL ? 'webhook' : 'set PUBLIC_URL: Zalo needs a webhook')}`,
    `  Messenger            ${describe(needs.adapters.channels.has('messenger'), config.PUBLIC_URL ? 'webhook' : 'set PUBLIC_URL: Messenger needs a webhook')}`,
    `  Redis                ${needs.adapters.durability.durable ? 'keeps every acknowledged write' : 'CAN LOSE acknowledged writes: run `npm run doctor`'}`,
  ]
  if (token !== null) {
    lines.push(
      '',
      '  No officer yet. This link makes the first one; it works once, for 72 hours:',
      `  ${staffUrl}/#/enrol/${token}`,
    )
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function describe(on: boolean, how: string): string {
  return on ? how : 'off (no settings)'
}
