-- Makes room for a file that waits for its tip; what has waited longest gives way.
-- KEYS[1]  sorted set of the unit's waiting files: "FILEID:CHUNKS" -> when it goes   antam:{unit:ID}:waiting
-- ARGV[1]  what the keys of its pieces begin with (same hash tag)                    antam:{unit:ID}:file:
-- ARGV[2]  the file, "FILEID:CHUNKS"
-- ARGV[3]  its number of pieces
-- ARGV[4]  when it goes if no tip claims it, in s since the epoch (a full hour: no finer time stays behind)
-- ARGV[5]  now, in s
-- ARGV[6]  how many pieces may wait
-- Result   how many files gave way
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[5])
redis.call('ZREM', KEYS[1], ARGV[2])
local waiting = redis.call('ZRANGE', KEYS[1], 0, -1)
local sum = tonumber(ARGV[3])
for _, file in ipairs(waiting) do sum = sum + tonumber(string.match(file, ':(%d+)$')) end

local gone = 0
for _, file in ipairs(waiting) do
  if sum <= tonumber(ARGV[6]) then break end
  local id, chunks = string.match(file, '^(.*):(%d+)$')
  for chunk = 0, tonumber(chunks) - 1 do
    local key = ARGV[1] .. id .. ':' .. chunk
    -- What a tip has claimed lives on, whatever was announced with it.
    if redis.call('TTL', key) ~= -1 then redis.call('DEL', key) end
  end
  redis.call('ZREM', KEYS[1], file)
  sum = sum - tonumber(chunks)
  gone = gone + 1
end

redis.call('ZADD', KEYS[1], ARGV[4], ARGV[2])
redis.call('EXPIREAT', KEYS[1], ARGV[4])
return gone
