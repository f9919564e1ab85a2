-- A rate shared by all processes, as one number: the time up to which tokens are spent (GCRA).
-- KEYS  1 the rate      ARGV  1 now ms  2 ms per token  3 burst  4 wanted
-- Gives {granted, ms to wait when none was}
local now, step, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local spent = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local free = math.floor((now + burst * step - spent) / step)
local granted = math.max(0, math.min(tonumber(ARGV[4]), free))
if granted == 0 then return { 0, math.ceil(spent + step - now - burst * step) } end
redis.call('SET', KEYS[1], string.format('%.3f', spent + granted * step), 'PX', math.ceil(burst * step) + 1000)
return { granted, 0 }
