import type { ChannelFinding } from '../channel.ts'

/** What we look at of `getWebhookInfo`. */
export interface WebhookInfo {
  url?: string | undefined
  pending_update_count: number
  last_error_date?: number | undefined
  last_error_message?: string | undefined
}

/** An error older than this has been got over. */
const RECENT_MS = 600_000
const MANY_PENDING = 100

/** What keeps updates from coming, and who must do what. `url` null: they should be polled. Empty: all is well. */
export function judgeWebhook(info: WebhookInfo, url: string | null, now: number): ChannelFinding[] {
  if (url === null) return info.url ? [POLLED_IN_VAIN] : []
  if (info.url !== url) return [elsewhere(info.url)]
  const isRecent = now - (info.last_error_date ?? 0) * 1_000 < RECENT_MS
  const findings = isRecent && info.last_error_message ? [failing(info.last_error_message)] : []
  return info.pending_update_count > MANY_PENDING ? [...findings, PENDING] : findings
}

const POLLED_IN_VAIN: ChannelFinding = {
  level: 'bad',
  name: 'telegram_webhook_in_the_way',
  text: 'a webhook is set, so polling gets nothing: another installation uses this bot. Stop one of the two, or set PUBLIC_URL here',
}

const PENDING: ChannelFinding = {
  level: 'warn',
  name: 'telegram_updates_pending',
  text: `more than ${MANY_PENDING} updates wait at Telegram: the hotline was away or is too slow; look at Redis and the load`,
}

function elsewhere(url: string | undefined): ChannelFinding {
  const text = url
    ? 'the webhook points to another address: somebody else uses this bot’s token. It is set again; make a new token at @BotFather if that was not you'
    : 'no webhook is set: somebody polls with this bot’s token, or it was just made. It is set again'
  return { level: 'bad', name: 'telegram_webhook_elsewhere', text, mendable: true }
}

/** Telegram's words, and ours for who must do what. The first that fits. */
const FAILURES: ReadonlyArray<readonly [RegExp, string, string]> = [
  [
    /\b401\b|unauthorized/i,
    'telegram_webhook_unauthorised',
    'our answer is 401: processes have different TELEGRAM_WEBHOOK_SECRET; give all the same and restart',
  ],
  [
    /ssl|certificate/i,
    'telegram_webhook_tls',
    'Telegram does not trust the certificate of PUBLIC_URL: renew it, with its whole chain',
  ],
  [/\b30\d\b|redirect/i, 'telegram_webhook_redirected', 'PUBLIC_URL redirects: set the final address'],
  [
    /\b40[345]\b|not found|forbidden/i,
    'telegram_webhook_blocked',
    'the HTTPS server in front does not pass /webhooks/telegram on',
  ],
  [
    /\b5\d\d\b/,
    'telegram_webhook_failing',
    'our answer is 5xx: look at the log and at Redis (`npm run doctor`)',
  ],
  [
    /timed? ?out|refused|resolve|unreachable|connection|network/i,
    'telegram_webhook_unreachable',
    'Telegram cannot reach PUBLIC_URL: look at DNS, the firewall (port 443, 80, 88 or 8443) and the HTTPS server',
  ],
]

function failing(message: string): ChannelFinding {
  const [, name, text] = FAILURES.find(([pattern]) => pattern.test(message)) ?? []
  return {
    level: 'bad',
    name: name ?? 'telegram_webhook_error',
    text: text ?? 'Telegram cannot deliver for a reason that we do not know: ask getWebhookInfo',
  }
}
