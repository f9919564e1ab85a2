/** Made by scripts/fit-harm-signs.mjs. Each line: a weight, then the words without marks and the meanings that have it. */
export const harmSignWeights = `
-45: #frameEmergency
-36: cho_ngon
-34: bo_da giu
-33: #needEffect #needIdentity gam
-31: khong_choi
-30: bung thi_bi
-29: #frameSeen
-28: uong_thuoc
-27: khung phat quang xa
-26: #plainAsk san tam ten thai uong_metha
-25: #other minh_khong pho
-24: chet khong_dung nao_cung ngo pho_bo
-23: danh do_cho gia_vang muc ngoi qua_lieu que thai_binh tuy_o xanh
-22: #lawAsk #needPenalty choi_hang di_tu ep ngon quay thap thi_phat tu_may uong_methadone xin_cong xu
-21: #help #unwilling ban_em lieu_thi thuoc_an toi_gi
-20: #frameProcedure #needCraving cay deo do_co la_ma lay_tien nhan_vien so_do tat xin xom
-19: cho_ai co_dua dinh dong_thap gan gui kien lam_gi ninh phacebok quang_ninh tay thua toi_chi trai tu_choi
-18: bao_o cho_do dang_ki hinh long so thi_co thi_sao thi_toi tho toa
-17: #needRefusing can_sa chac co_toi dau_ngo dua_ban gia_dinh ket_qua lao may_nam muon_bao nao_thi nhau nong phai phong rao_ban roi sa suot thi_bao tien_lam von y_te
-16: #everyday #frameReport ban_thuoc ben_tre can_giay chay co_duoc dap duoc_giao em_lam em_lo gio hang_xom hoa_chat khai khuyen may_anh nam nay_bao nha_nuoc quan_li sao_khong te thi_xin toi_no toi_thu tui vay_co
-15: binh cho_khach co_ban cuu duoc_may duoi gay_nghien hoach karaoke ke_hoach khong_cho noi_chuyen om phai_di phat_bao them_thuoc ton tuong
-14: #frameLaw #framePlans an_than ban_muon bao_cho bo cho_thue chup co_bi cung_co em_muon em_thay khong_muon kiem_tra lao_dong nghi nhay noi ruou tan trong_trai tu_van vi
-13: an_co bien chong_em chu co_mot dau_vay doa dung_khong em_bo em_choi gay giay_to hanh khong_vay long_bien methadone mt nao_vay nghien nguyen nien oi sang_nay than thanh_nien thay_the thi_phai thu_nuoc thuoc_la trong_do van_chuyen vang
-12: #frameService ai_tra bao_cong bat_em bi_gi bi_phat bo_de cap cho_ban co_sao con_gai con_o di_cai diem do_khong em_khong kim la_toi lang mua_ban nghien_thi o_cong o_xa phuong thay thi_ai toi_di toi_khong tong tru valo vay_von vinh xong yeu
-11: bao_tin bi_tu bi_xu bot_trang ca_nha cai chau choi_do chuyen_voi con_be dam di_lam dua duc duong em_co giay_phep hang_o hanh_chinh hiem khong_noi muc_nao ngao ngoc nham nhiem phat_sao quan ra_duong run sai sau sua tien toi_qua tuy_khong tuyen xuong
-10: #frameHarm #talk can_bo cao chang cho_ca cho_con con_toi doan don duong_tinh giac giup_nguoi hit_bong hut lap nay_co ngoc_lam nhat_may nhieu_phan thang toi_thay tuy
-9: an_phuong banh benh bi cai_ve cai_xong chuc dang_cai doan_ben dong gai_toi ghe la luat mang may_nguoi nguoi nha_em o_dau the tieng to to_gi toi_o tre troi truong tu_khong tu_tap
-8: #frameOther #offered bo_me cai_thi cai_tu chong chuyen co_so dang_bi di em_di han hinh_su lop ma_tuy metha nhot sang su_dung tap tinh_doan trieu
-7: #when anh_toi ba bi_toi buon co_phai cung gi_khong minh no tien_khong to_giac toi xe
-6: #teller cu dem mat phep ru tu_nguyen
-5: #found #frameStop bao ca con
-4: chua co cua cuoi lai theo thue
-3: an be bon goi o
-2: #move.verb bat em nay trang
-1: cai_nghien cam chan lo
1: ong ra viet
2: bac khach
3: khong thuoc tieu truoc
4: ma_khong ve
5: buoc cham choi ma_van ngu pod
6: #sell.verb ap cho_em dot duoc kia ma moi ngay qua thuy
7: #get.verb ban_hang bua dau gi gi_de ho hoc mi tai_nha tra trong_phong vao
8: ban coi khoa lam may_ngay nghe thieu tiep
9: #test.verb #use.verb cong_an dang keo khong_co loi may nhe thang_ban trai_cai
10: cai_ma cat cau chia co_mi lau len nhan sach thi_khong
11: bao_nhieu bich dang_lam dat hop khong_bac lay man ngui nuoc phan sao tai ti va voi vui
12: #sure anh bien_gioi cho_khong cho_uong co_cho den huong ke lan muon_tu ntn pod_chil san_xuat them
13: #slang bi_bat co_ai de_toi khi la_bao meo mo nha_thi nha_tro nhin nhom nua thi_no vong
14: ao bh cho_khoi em_dang hang_cho khong_hay ma_no nao_de nghiem nuoc_tieu sat thi thuoc_cam toi_cai toi_la toi_nghe tra_loi vay
15: #misused #move.whole #testEvent canh cho co_dung cua_ban de_ban giao khong_thay le may_phan ngoai no_chiu o_nha thi_can thu_gi thuyet tim trong_can
16: #sell.whole ban_ma cho_an di_hoc do hien kip lich manh nang ngay_thi nghe_noi ngu_duoc nguoi_lon nhu o_mo phat_hien qua_khong ra_sao toi_muon uy_tin vua xe_khach y
17: #luresOthers #officialTest #unpunished ay ban_cung bot cho_cong cho_ra da de_em dich do_thi hat kieu_gi nao nen nhap nhet nop ra_am sa_trong tiec toi_co trong trong_nha tuy_da uong_seduxen
18: a ai_de biet cam_co can chich cho_thoi co_meo cong gi_do giam_dau giam_thi inbox kham khong_lam kich mat_do mau mau_ra pha rua thi_len thoi toi_nay tram vat xuat
19: #use.whole am che cho_no choi_xong gian go gon mot ngay_may no_co sai_gon say seduxen soi thang_em thiet xin_so xoai xua
20: bom chiet do_vo gia lam_the lo_choi mg thao tot tung_buoc xep
21: #spike an_khong an_toan cai_gi chi chi_em cho_mau cho_toi co_hang cong_thuc cung_khong da_thi de_y gi_vo giam in lam_sao lot nc_vui ngam nit quy_dinh suc_khoe thay_cho thi_bo to_mo toi_hay tu_dau
22: ban_co bao_ve cho_biet chot gia_mot ma_co mot_vien nao_tren phoi quy thi_uong toi_lam trinh trum vai
23: bo_vo cho_nao dau_cho duoc_ha em_canh gio_muon khoi_thay khong_chi lai_xe ngay_la nho quy_trinh xong_mat
24: #make.verb gi_vao may_vien mi_li moi_ngay mui nhieu_mi thuc tren_mang truoc_khi vien_hay vo vong_giam
25: #can ban_no choi_co cua_minh duoc_khong hoai keo_vo ma_chua ma_toi mat_ngu nho_kia tinh_khong tung ve_nha vien vien_ma vu
26: #dodge.whole #which ban_gai ban_lai chuyen_hang con_nho do_choi em_tu ghi nc quen tang tang_len tren vay_anh voi_cong
27: khoi muon_kiem phe rang ray si soan that tien_o uong uong_paracetamol uy
28: du gap me_khong phe_thi trong_nguoi
29: bang can_ve dau_ban ha hang he kem nguoi_giao tach tra_sua
30: bo_qua co_do gioi nam_than nhieu thao_vong tron
31: #custody bay huong_dan loai no_khong ship toi_sang
32: cho_da nhieu_thi paracetamol tao
33: can_trong dong_goi gi_cho hoi lien luon nao_qua
34: #named dan gieo loc phim thi_cho thu_khong vet
35: #amount khong_ra phap
36: cach cho_de giong no_voi sap
37: #where de kiem phien tramadol
38: #checkpoint mua
39: ma_muon
40: nao_ban nua_vien
41: khong_bao thuoc_phien
42: muon
43: #how am_tinh it tram_cam
44: #get.whole sot
45: #extracted #searched la_vua
46: #effect #stowed kieu siro_ho
47: #order #show
48: #wantsDoing
49: #framing #mixing siro
50: khong_bi
51: #beat nhanh
52: #giving
54: lieu
55: #make.whole
58: sao_cho
60: #evade
62: #howMuch #justRight
64: #trick
65: #trade
68: uong_may
70: #request
76: #document
`

export const harmSignBias = -46.1
export const harmSignUnit = 10
