/** Words that places are told with, ", " between. Data of `find-place.ts`; lower case, with marks, teen-code beside them. */

/** Parts of an address: each alone is a place when a name or number follows. */
export const addressHeads =
  'ngõ, ngách, hẻm, hem, kiệt, đường, phố, số nhà, nhà số, số, tổ, xóm, thôn, ấp, làng, bản, khu phố, ' +
  'phường, xã, thị trấn, quận, huyện, quốc lộ, ql5, ql1, ql, tỉnh lộ, đại lộ, lô, khóm, khu vực, p, tdp'

/** Kinds of places and landmarks. */
export const landmarkHeads =
  'quán hát cho nhau nghe, quán hát, phòng trà, quán lẩu, quán nướng, quán cà phê võng, quán karaoke, quán net, quán nước, quán bar, quán cà phê, quán cafe, quán cf, quán trà đá, ' +
  'quán trà chanh, quán, karaoke, bar, pub, vũ trường, nhà nghỉ, khách sạn, ks, massage, mát xa, spa, ' +
  'tiệm tạp hóa, tiệm trà sữa, tiệm vape, tiệm, cửa hàng, cửa tiệm, tạp hóa, hiệu thuốc, nhà thuốc, ' +
  'quầy thuốc, chợ, chợ đêm, chợ cóc, cổng trường, cổng sau trường, cổng sau, cổng, nhà vệ sinh, ' +
  'trường cấp một, trường cấp hai, trường cấp ba, trường trung học cơ sở, trường trung học phổ thông, ' +
  'trường trung học, trường, trường học, trường tiểu học, trường mầm non, trường mẫu giáo, trường cấp, trường thcs, ' +
  'trường thpt, trường đại học, trường cao đẳng, trường nghề, trg, bến xe, bến đò, bến tàu, bến cảng, ' +
  'bến, nhà ga, ga, sân bay, cửa khẩu, cầu, gầm cầu thang, chân cầu thang, cầu thang, gầm cầu, ' +
  'chân cầu, công viên, vườn hoa, nghĩa trang, bãi gửi xe, bãi giữ xe, bãi xe, bãi đất trống, bãi đất, ' +
  'bãi rác, bãi sông, bãi, nhà kho, kho hàng, kho lạnh, kho phế liệu, kho, xưởng, lò gạch, công ty, ' +
  'khu công nghiệp, kcn, khu đô thị, kđt, khu tập thể, khu trọ, xóm trọ, nhà trọ, phòng trọ, dãy trọ, ' +
  'khu dân cư, khu chế xuất, chung cư mini, chung cư, cc mini, cc, ktx, ký túc xá, kí túc xá, ' +
  'siêu thị, trung tâm thương mại, trạm xăng, cây xăng, trạm y tế, trạm thu phí, trạm, bưu cục, ' +
  'bưu điện, nhà văn hóa, sân bóng, sân vận động, sân kho, sân, hồ, ao, kênh, bờ sông, bờ kè, bờ đê, ' +
  'vườn chuối, vườn, rẫy, ruộng, đồi, biệt thự, căn hộ, căn nhà hoang, căn nhà, ngôi nhà, ' +
  'nhà bỏ hoang, nhà hoang, cái nhà, ngã tư, ngã ba, ngã 3, ngã 4, vòng xuyến, vòng xoay, sân thượng, ' +
  'ban công, tầng thượng, tầng hầm, hầm để xe, hầm xe, hầm, gốc cây, ki ốt, kiot, kiốt, chùa, đình, ' +
  'nhà thờ, bệnh viện, phòng khám, đê, cột mốc, mốc, tòa nhà, tòa, block, tầng, phòng, căn, bể bơi, ' +
  'phòng gym, phòng hát, phòng khám tư, quán nhạc, quán nhậu, quán ăn, quán cơm, quán phở, quán game, ' +
  'nhà ông, nhà bà, nhà anh, nhà chị, nhà cô, nhà chú, nhà bác, nhà thằng, nhà con, nhà trẻ, nhà xe, ' +
  'nhà kính, nhà cấp 4, nhà cấp bốn, nhà để xe, nhà hát, nhà nuôi yến, nhà lồng, nhà, lầu, quầy, sạp, ' +
  'trang trại, nông trại, nông trường, căng tin, canteen, ống cống, cống, lối mở, nút giao, đồn, ' +
  'cánh đồng, đồng, miếu, am, bến phà, bến thuyền, bến ghe, xe đẩy, mặt đường, mặt phố, phà, cảng, kè, ' +
  'rừng, rừng cây, nương, bìa rừng, chòi, lán, lều, công trường, công trình, tiệm bánh, tiệm nail, ' +
  'tiệm sửa xe, tiệm thuốc, trà sữa, nhà sách, thư viện, rạp chiếu phim, quán ốc, quán chè, quán kem, ' +
  'salon, phòng net, net, ký túc, giảng đường, ngôi chùa, khu nhà, dãy nhà, dãy phòng, dãy, khu, ' +
  'tiệm net, tiệm cầm đồ, tiệm tóc, gara, garage, trại, chuồng, nhà máy, quảng trường, phố đi bộ, ' +
  'điểm chờ xe buýt, trạm xe buýt, homestay, resort, villa, studio, club, rạp, bi a, bida, quán bia, ' +
  'trạm dừng nghỉ, trạm dừng chân, trạm bơm, cv, nhà mệ, nhà dì, nhà cậu, nhà thím, nhà mợ, nhà o, ' +
  'kinh, rạch, vàm, cồn, lộ, sông, bãi giữa, bãi bồi, nhà hàng, beer club, bia hơi'

/** How a place lies to another. */
export const relations =
  'đối diện, cạnh, bên cạnh, kế bên, sát, gần, sau lưng, sau, đằng sau, phía sau, trước cửa, ' +
  'trước cổng, trước, đầu, cuối, góc, dưới, giữa, bên hông, hông, chân, cửa, quanh, lối vào, ngay, ' +
  'phía, bên kia, ngoài, mé, bên trong, trong, trên, mặt tiền'

/** Before a place. */
export const prepositions =
  'ở, tại, ngoài, trong, trog, trên, dưới, gần, đến, tới, ra, vào, vô, lên, từ, qua, về, chạy, gửi ở, o'

/** Words with which the place has ended. */
export const stops =
  'có, thấy, hay, đang, bán, cho, chơi, tụ, lúc, khoảng, tầm, tối, sáng, chiều, đêm, trưa, hôm, ngày, ' +
  'bây, bh, là, thì, mà, để, bị, đi, nhận, chứa, giấu, cất, trồng, nấu, mỗi, mấy, những, rồi, bảo, ' +
  'chủ, người, ng, ai, tôi, em, e, mình, nó, họ, tụi, bọn, chúng, thằng, con, ông, bà, anh, chị, ' +
  'thường, luôn, suốt, cuối tuần, tuần, tháng, thứ, vừa, mới, nửa, sau 1, khi, nghi, dụ, rủ, lôi, kéo, ' +
  'như, được, ra, ban ngày, ban đêm, buổi, cả, hai, ba, bốn, năm, sáu, bảy, đổi, đứng, ngồi, sai, ' +
  'thật, nhân, nv, khách, lễ, rất, dùng, với, và, uống, hút, hít, chích, bay, kim, dao, làm, mở, lấy, ' +
  'giao, ship, giờ, dạo, từ, đậu, đỗ, vứt, vài, một, đều, biết, vì, nên, còn, vẫn, chuyên, chắc, ở, ' +
  'tại, nơi, phát, chở, bày, dừng, thuê, gửi, trộn, đập, t7, t6, cn, hnay, hqua, h, nhóm, vào, tới, ' +
  'ấy, ý, cứ, á, nè, kìa, đưa, kéo, mang, đến, lên, xem, nghe, chính, ngay, này, kia, đó, cần, nghỉ, nuôi, bắt, bằng, tàng, tổ chức'

/** Before a place these belong to something else; inside one they may stand. */
export const leftStops = 'học, ơi, alo, nói, muốn, sống, ngụ, thăm, báo, lớp, giấu, gấp'

/** Said or written out: after the word for a lane or a house they are its number. */
export const numberWords =
  'một, mốt, hai, ba, bốn, tư, năm, lăm, sáu, bảy, bẩy, tám, chín, mười, mươi, trăm, linh, lẻ, không'
