import type { AddressInfo } from 'node:net'
import express from 'express'
import { describe, expect, it } from 'vitest'
import { createStaffSessions } from '../../src/http/staff-session.ts'

async function cookieOf(https: boolean): Promise<string | null> {
  const sessions = createStaffSessions({
    signIn: { whoIs: () => Promise.reject(new Error('unused')) },
    https,
  })
  const app = express()
  app.get('/', (_request, response) => {
    sessions.give(response, 'token')
    response.end()
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  server.closeAllConnections()
  server.close()
  return response.headers.get('set-cookie')
}

describe('staff-session', () => {
  it('binds the cookie to host and https where officers come by https', async () => {
    expect(await cookieOf(true)).toMatch(
      /^__Host-antam-staff=token; Max-Age=28800; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  it('still gives one by plain http on the server’s own machine', async () => {
    expect(await cookieOf(false)).toMatch(/^antam-staff=token; .*HttpOnly; SameSite=Strict$/)
  })
})
