-- Keeps a sealed file until a tip claims it; a claimed one stays as it is.
-- KEYS[1]  the file                                   antam:{unit:ID}:file:FILEID
-- ARGV[1]  its bytes
-- ARGV[2]  when it goes if no tip claims it, in s since the epoch (a full hour: no finer time stays behind)
-- Result   1 stored, 0 a tip has claimed it already
if redis.call('TTL', KEYS[1]) == -1 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EXAT', ARGV[2])
return 1
