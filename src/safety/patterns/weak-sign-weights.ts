/** Made by scripts/fit-weak-signs.mjs. Each line: the danger a word speaks for, its weight, the words without marks. */
export const weakSignWeights = `
child 1: bi
child 10: canh chau
child 11: bat_em
child 12: lop
child 2: chung hang_xom theo voi
child 3: cau coi ho nhot phe
child 4: ben cho di du hang khach me_no mua phong quat roi_bat say xom
child 5: la_bi may_anh moi quay thang_be thuoc_cho
child 6: bat_con con do duong em_hoc hoc_lop khong_di lop_6 me
child 7: bat be dua dua_nho khong_ai tuoi tuoi_bi
child 8: ba chu lay lon ngoai
child 9: khoc ong
none -1: cai co giao thi_bi
none -2: bao_tin binh buoc di_tu dieu duoc ke methadone nao nghien_khong ninh quan_li quang_ninh tang the tinh truong tuy_co
none -3: 18_tuoi a an_phuong bat_buoc bi_phat bi_xu biet cai_co cai_nghien cai_o cai_ve cap chong_ma cuoi dang_cai diem don dong_thap dua_di dung_lai em_bo giau giup hinh ho_so hoc_sinh i ki lam_gi lam_sao lan_dau li may_nam nghien_thi nguoi_nghien nhau nhieu nien o_long phai pham phat phat_khong phong_chong sau_cai su su_dung thanh_nien thap them thi_sao to_giac trach tre troi trong_can trung_tam tu_nguyen tuyen vi vu
none -4: 16_tuoi ba_me ban_be bi_bat bi_di cai_bat can che co_nen dang_ki dep dinh em_thay ha_noi hieu it ma_tuy muc nghiem nghien nguoi_nha nha_em nha_minh nu phi phim phu phuong sua thai_binh toi_nghien tu_choi tu_khong tuy xe xet xet_nghiem xu
none -5: bao_lau bao_nhieu bot dao_nay em_hoi em_moi giam goi_nho hoai huong kham la_gi lo_cho luat may_gio muon nhanh nuoc_tieu o_dau ra_trai ru the_nao thuong tien tin to toi_gi tu_van tuan uong_methadone
none -6: buon cach chia co_duoc em_tung game hoai_khong long_bien nao_cung ngo noi_doi pha sao thi_toi
none -7: bai co_bi di_cai di_lam haha mat_ngu nam_bat nhom nhung
none -8: co_phai em_hay hoc khoe lau on thuoc_la
none -9: duoc_khong nen tap
overdose 11: vua
overdose 12: nhu
overdose 13: cung tho
overdose 14: oi
overdose 3: duoi hut lo ngu te tham thang_ban vien
overdose 4: ad gio kho khong_noi so_qua
overdose 5: ban_toi goi keu khong_thay mat tieng trang u
overdose 6: ban_cung ban_em biet_gi chai chan nga nuoc
overdose 7: hit mieng ra
overdose 8: nham uong xong
overdose 9: chich nguc nhat tim
psychosis 1: bao
psychosis 10: bua nhin tuong
psychosis 11: len
psychosis 15: tren
psychosis 2: dau den nghi thay
psychosis 3: ai bay doc giua nghe nguoi noi tran
psychosis 4: dem dien dung la ti toi_bao trai_toi
psychosis 5: am ao bao_co bo_di cung_thay em_phai khong_ngu la_het noi_co quy rach
psychosis 6: ay ca chui om trong vo voi_cai
psychosis 7: cam cua dao nguoi_ta ran ta
psychosis 8: cu em_choi em_em giuong het khap
psychosis 9: dam quanh
suicide 1: lam thi vay
suicide 10: chi nhuc
suicide 11: o_day
suicide 13: song
suicide 15: ngoi
suicide 2: giac hon loi ma thoi viet
suicide 3: ca_nha con_trai le toi
suicide 4: bien chet de sau tan toan toi_nay
suicide 5: ai_can cach_nao cho_ca dau_vay ganh gi_nua ket lan mai minh nay_khong that thung xin_loi
suicide 6: cuoc day khong_phai than
suicide 7: chac khong_con khong_muon nay roi uoc
suicide 8: chang chong_toi moi_nguoi nhe
suicide 9: bien_mat nua san
violence 1: chong o
violence 10: doa neu tat
violence 11: vao
violence 14: no
violence 2: dan nhan
violence 3: bao_cong em_gai yeu
violence 4: em_khong gay gia_dinh giu han lua no_bat o_phong thang_con trai trieu tui tui_no vi_khong
violence 5: anh bam doi_tien em em_o khoa ngu_voi tiep_khach toi_no trong_nha xich
violence 6: chem cuu doi ep giay khoi khong_thi tron tum
violence 7: co_em danh khong_cho toi_bi
violence 8: thang
violence 9: bon gai se
withdrawal 10: ngung non tay
withdrawal 13: xuong
withdrawal 2: khong sinh
withdrawal 3: bo em_nghi o_nha roi_khong thuoc_ngu tuc
withdrawal 4: co_giat em_be hom lien_tuc loan lung ngat ngot nhien run trong_phong tu_nhien
withdrawal 5: 3_ngay dang khong_co len_con ngay sang tu_hom vat
withdrawal 6: cat khong_biet lien seduxen va
withdrawal 7: bau chay dot em_dung ruou tinh_lai
withdrawal 8: bung dap giat luoi thuoc
withdrawal 9: mau
`
/** Of no word at all. */
export const weakSignBias = -9.61
/** Weight that makes the odds of danger e times higher. */
export const weakSignUnit = 3
