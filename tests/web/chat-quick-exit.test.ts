// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchForQuickExit, whenLeaving } from '../../src/web/chat/quick-exit.ts'

describe('quick exit', () => {
  const replace = vi.fn()
  const wiped = vi.fn()
  whenLeaving(wiped)

  beforeEach(() => {
    replace.mockClear()
    wiped.mockClear()
    document.documentElement.innerHTML =
      '<head></head><body><p>bí mật</p><a data-quick-exit href="#"><b>Thoát</b></a></body>'
  })
  beforeAll(() => {
    const page = new Proxy(window, {
      get: (target, name) => (name === 'location' ? { replace } : bound(target, name)),
    })
    watchForQuickExit(page)
  })

  it('leaves when Esc is pressed three times', () => {
    press('Escape', 'Escape')
    expect(replace).not.toHaveBeenCalled()

    press('Escape')

    expect(replace).toHaveBeenCalledWith(expect.stringMatching(/^https:\/\/|^about:blank/))
    expect(document.documentElement.textContent).not.toContain('bí mật')
    expect(wiped).toHaveBeenCalled()
  })

  it('leaves when the button, or what is in it, is pressed', () => {
    document.querySelector('b')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))

    expect(replace).toHaveBeenCalled()
  })

  it('does not leave for other keys', () => {
    press('Escape', 'a', 'Enter', 'Escape')

    expect(replace).not.toHaveBeenCalled()
  })
})

function press(...keys: string[]): void {
  for (const key of keys) window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}

function bound(target: Window, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name)
  return typeof value === 'function' ? value.bind(target) : value
}
