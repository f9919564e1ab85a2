import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { openTip } from '../../src/tips/open-tip.ts'
import { type ChatServer, startChatServer } from './chat-server.ts'

/** Set SHOTS to a folder to keep pictures of the page. */
const shots = process.env['SHOTS']
export const phone = { width: 360, height: 740 }

/** The page, built anew and served, and a browser to open it in. */
export interface ChatBrowser {
  server: ChatServer
  browser: Browser
  close(): Promise<void>
}

export async function startChatBrowser(): Promise<ChatBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'antam-chat-'))
  await build({
    configFile: 'vite.chat.config.ts',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  const server = await startChatServer(folder)
  const browser = await launchChromium().catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  async function close(): Promise<void> {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, browser, close }
}

async function launchChromium(): Promise<Browser> {
  const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim()
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** What a person does on the page that is open when it is done. */
export function onChatPage(page: () => Page) {
  async function write(text: string): Promise<void> {
    await page().getByRole('textbox', { name: 'Viết tin nhắn' }).fill(text)
    await page().keyboard.press('Enter')
  }
  async function press(name: string | RegExp): Promise<void> {
    await page()
      .getByRole('button', { name, exact: typeof name === 'string' })
      .click()
  }
  /** Waits until it stands in the conversation. */
  async function said(text: string | RegExp): Promise<void> {
    await page().getByRole('log').getByText(text).last().waitFor()
  }
  return { write, press, said }
}

/** Fills up with the errors of the page, but for those that are meant to come. */
export function complaintsOf(page: Page, expected: RegExp): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}

/** Keeps a picture in each of the sizes, the last of which stays, where SHOTS names a folder. */
export async function keepPictures(page: Page, name: string, sizes = [phone]): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  for (const size of sizes) {
    await page.setViewportSize(size)
    await page.waitForTimeout(350)
    await page.screenshot({ path: join(shots, `${name}-${size.width}.png`) })
  }
}

/** The newest tip of the unit, opened. */
export async function lastTip({ queue, identity }: ChatServer, unit: string) {
  const count = await queue.count(unit)
  const group = `read-${crypto.randomUUID()}`
  await queue.createGroup(unit, group)
  const entries = await queue.read({ unit, group, consumer: 'test' }, count)
  const entry = entries.at(-1)!.tip
  return { entry, tip: await openTip(entry.sealed, [identity]) }
}
