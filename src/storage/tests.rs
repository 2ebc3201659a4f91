//! Paths of three systems, and invented machines to gather facts from.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::*;
use crate::walk::parse_mounts;

fn facts(system: System) -> PlaceFacts {
    let volume = |point: &str, kind: Kind| Volume {
        point: point.to_owned(),
        kind,
    };
    let strings = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
    PlaceFacts {
        system,
        central: strings(&[r"\\FS01\Centraal", "/srv/central", "/Volumes/Centraal"]),
        volumes: vec![
            volume("/", Kind::Local),
            volume("/media/jan/STICK", Kind::Removable),
            volume("/mnt/nas", Kind::Share),
            volume("/mnt/cloud", Kind::Cloud(Provider::new("OneDrive", Account::Unknown))),
            volume(r"C:\", Kind::Local),
            volume(r"E:\", Kind::Removable),
            volume(r"Z:\", Kind::Share),
        ],
        homes: strings(&["/data/people/els"]),
        temp: strings(&["/scratch"]),
        sync: vec![SyncFolder {
            root: "/home/jan/Werk".to_owned(),
            provider: Provider::new("Dropbox", Account::Business),
        }],
    }
}

#[track_caller]
fn check(system: System, path: &str, expected: Storage) {
    let mut facts = facts(system);
    facts
        .volumes
        .retain(|volume| volume.point.starts_with('/') == (system == System::Linux));
    assert_eq!(classify(path, &facts), expected, "{path}");
}

#[test]
fn places_on_linux() {
    let check = |path, expected| check(System::Linux, path, expected);
    check("/home/jan/Documenten/lijst.xlsx", Storage::LocalDisk);
    check("/srv/central/HR/lijst.xlsx", Storage::Central);
    check("/srv/centralized/lijst.xlsx", Storage::LocalDisk);
    check("/SRV/central/lijst.xlsx", Storage::LocalDisk);
    check("/media/jan/STICK/lijst.xlsx", Storage::Removable);
    check("/media/jan/STICK/.Trash-1000/files/lijst.xlsx", Storage::Trash);
    check("/mnt/nas/lijst.xlsx", Storage::Share);
    check("/mnt/nas/#recycle/lijst.xlsx", Storage::Trash);
    check("/mnt/cloud/lijst.xlsx", Storage::CloudSync);
    check("/home/jan/.local/share/Trash/files/lijst.xlsx", Storage::Trash);
    check(
        "/home/jan/.thunderbird/ab12.default/Mail/Local Folders/Inbox",
        Storage::MailStore,
    );
    check("/home/jan/Maildir/cur/1700000000.M1.pc:2,S", Storage::MailStore);
    check("/home/jan/Documenten/brief.eml", Storage::LocalDisk);
    check("/var/mail/jan", Storage::MailStore);
    check("/tmp/lijst.xlsx", Storage::Temp);
    check("/scratch/lijst.xlsx", Storage::Temp);
    check("/home/jan/.cache/thumbnails/a.png", Storage::Temp);
    check("/home/jan/Nextcloud/lijst.xlsx", Storage::CloudSync);
    check("/home/jan/Werk/lijst.xlsx", Storage::CloudSync);
    check("/home/jan/project/Nextcloud/lijst.xlsx", Storage::LocalDisk);
    check("/data/people/els/Dropbox/lijst.xlsx", Storage::CloudSync);
    check("/opt/tmp/lijst.xlsx", Storage::LocalDisk);
    // A file is no folder, whatever it is called.
    check("/home/jan/OneDrive - offerte.docx", Storage::LocalDisk);
    check("/home/jan/Documenten/recycler", Storage::LocalDisk);
    check("/home/jan/oud.pst", Storage::MailStore);
}

#[test]
fn files_of_a_folder_are_classified_as_each_by_itself() {
    let mut facts = facts(System::Linux);
    facts.volumes.retain(|volume| volume.point.starts_with('/'));
    facts.central.push("/home/jan/lijsten/centraal.xlsx".to_owned());
    let places = Places(facts);
    let mut by_folder = ByFolder::new(&places);
    for folder in [
        "/home/jan",
        "/home/jan/lijsten",
        "/home/jan/Dropbox",
        "/tmp",
        "/srv/central",
        "/mnt/nas",
        "/",
    ] {
        for name in [
            "OneDrive - offerte.docx",
            "a.txt",
            "centraal.xlsx",
            "oud.pst",
            "tmp",
            ".trash",
            "b.txt",
        ] {
            let path = Path::new(folder).join(name);
            assert_eq!(by_folder.classify(&path), places.classify(&path), "{}", path.display());
        }
    }
}

#[test]
fn places_on_windows() {
    let check = |path, expected| check(System::Windows, path, expected);
    check(r"C:\Users\jan\Documents\lijst.xlsx", Storage::LocalDisk);
    check(r"\\fs01\centraal\HR\lijst.xlsx", Storage::Central);
    check(r"\\?\UNC\fs02\team\lijst.xlsx", Storage::Share);
    check(r"\\?\UNC\fs01\Centraal\HR\lijst.xlsx", Storage::Central);
    check(r"\\fs02\team\lijst.xlsx", Storage::Share);
    check(r"\\?\C:\Users\jan\lijst.xlsx", Storage::LocalDisk);
    check(r"Z:\team\lijst.xlsx", Storage::Share);
    check(r"E:\lijst.xlsx", Storage::Removable);
    check(r"C:\$Recycle.Bin\S-1-5-21-1\$RABCDEF.xlsx", Storage::Trash);
    check(r"e:\$RECYCLE.BIN\S-1-5-21-1\$RABCDEF.xlsx", Storage::Trash);
    check(r"C:\Users\jan\AppData\Local\Temp\lijst.xlsx", Storage::Temp);
    check(
        r"C:\Users\jan\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\X\lijst.xlsx",
        Storage::Temp,
    );
    check(r"C:\Windows\Temp\lijst.xlsx", Storage::Temp);
    check(r"C:\Users\jan\Documents\Outlook-bestanden\jan.txt", Storage::MailStore);
    check(r"D:\archief\oud.pst", Storage::MailStore);
    check(
        r"C:\Users\jan\AppData\Roaming\Thunderbird\Profiles\x\Mail\Inbox",
        Storage::MailStore,
    );
    check(r"C:\Users\jan\OneDrive\lijst.xlsx", Storage::CloudSync);
    check(r"C:/Users/jan/onedrive - firma/lijst.xlsx", Storage::CloudSync);
    check(r"C:\Users\jan\OneDriveTemplates\lijst.xlsx", Storage::LocalDisk);
}

#[test]
fn places_on_macos() {
    let check = |path, expected| check(System::MacOs, path, expected);
    check("/Users/jan/Documents/lijst.xlsx", Storage::LocalDisk);
    check("/Users/jan/.Trash/lijst.xlsx", Storage::Trash);
    check("/Volumes/STICK/lijst.xlsx", Storage::Removable);
    check("/Volumes/centraal/HR/lijst.xlsx", Storage::Central);
    check("/Volumes/STICK/.Trashes/501/lijst.xlsx", Storage::Trash);
    check(
        "/Users/jan/Library/Mobile Documents/com~apple~CloudDocs/lijst.xlsx",
        Storage::CloudSync,
    );
    check(
        "/Users/jan/Library/CloudStorage/OneDrive-Firma/lijst.xlsx",
        Storage::CloudSync,
    );
    check("/Users/jan/Library/Mail/V10/x.emlx", Storage::MailStore);
    check("/private/var/folders/xy/T/lijst.xlsx", Storage::Temp);
}

#[test]
fn personal_and_business_accounts_are_told_apart() {
    #[track_caller]
    fn check(system: System, path: &str, expected: Option<(&str, Account)>) {
        let expected = expected.map(|(name, account)| Provider::new(name, account));
        assert_eq!(provider(path, &facts(system)), expected, "{path}");
    }
    use Account::{Business, Personal, Unknown};
    check(
        System::Windows,
        r"C:\Users\jan\OneDrive\a",
        Some(("OneDrive", Personal)),
    );
    check(
        System::Windows,
        r"C:\Users\jan\OneDrive - Firma NV\a",
        Some(("OneDrive", Business)),
    );
    check(
        System::Windows,
        r"C:\Users\jan\OneDrive - Personal\a",
        Some(("OneDrive", Personal)),
    );
    check(
        System::Windows,
        r"C:\Users\jan\Dropbox (Personal)\a",
        Some(("Dropbox", Personal)),
    );
    check(
        System::Windows,
        r"C:\Users\jan\Firma Dropbox\Jan\a",
        Some(("Dropbox", Business)),
    );
    check(System::Windows, r"C:\Users\jan\Box\a", Some(("Box", Unknown)));
    check(
        System::Windows,
        r"C:\Users\jan\iCloudDrive\a",
        Some(("iCloud Drive", Personal)),
    );
    check(System::Linux, "/home/jan/Werk/a", Some(("Dropbox", Business)));
    check(System::Linux, "/home/jan/Nextcloud2/a", Some(("Nextcloud", Unknown)));
    check(System::Linux, "/home/jan/Boxen/a", None);
    check(
        System::MacOs,
        "/Users/jan/Library/CloudStorage/GoogleDrive-jan@gmail.com/a",
        Some(("Google Drive", Personal)),
    );
    check(
        System::MacOs,
        "/Users/jan/Library/CloudStorage/GoogleDrive-jan@firma.example/a",
        Some(("Google Drive", Business)),
    );
    check(
        System::MacOs,
        "/Users/jan/Library/CloudStorage/OneDrive-Personal/a",
        Some(("OneDrive", Personal)),
    );
}

/// `/sys` of a machine with an inner disk, a USB stick, a card reader and an encrypted stick.
fn sysfs(root: &Path) {
    let devices = root.join("devices");
    let disks = [
        ("pci0/ata1/block/sda", "8:0", "0", None),
        ("pci0/usb2/2-1/host3/block/sdb", "8:16", "0", None),
        ("pci0/mmc_host/mmc0/block/mmcblk0", "179:0", "0", Some("SD")),
        ("pci0/mmc_host/mmc1/block/mmcblk1", "179:8", "0", Some("MMC")),
        ("pci0/ata2/block/sr0", "11:0", "1", None),
        ("virtual/block/dm-0", "253:0", "0", None),
    ];
    fs::create_dir_all(root.join("dev/block")).unwrap();
    fs::create_dir_all(root.join("class/block")).unwrap();
    for (path, number, removable, kind) in disks {
        let disk = devices.join(path);
        fs::create_dir_all(disk.join("slaves")).unwrap();
        fs::create_dir_all(disk.join("device")).unwrap();
        fs::write(disk.join("removable"), format!("{removable}\n")).unwrap();
        kind.iter()
            .for_each(|kind| fs::write(disk.join("device/type"), format!("{kind}\n")).unwrap());
        symlink(&disk, root.join("dev/block").join(number)).unwrap();
        let name = disk.file_name().unwrap();
        symlink(&disk, root.join("class/block").join(name)).unwrap();
    }
    let partition = devices.join("pci0/mmc_host/mmc0/block/mmcblk0/mmcblk0p1");
    fs::create_dir(&partition).unwrap();
    fs::write(partition.join("partition"), "1\n").unwrap();
    symlink(&partition, root.join("dev/block/179:1")).unwrap();
    symlink(
        devices.join("pci0/usb2/2-1/host3/block/sdb"),
        devices.join("virtual/block/dm-0/slaves/sdb"),
    )
    .unwrap();
}

#[test]
fn block_devices_by_sysfs() {
    let root = tempfile::tempdir().unwrap();
    sysfs(root.path());
    let check = |device: &str, source: &str, expected| {
        assert_eq!(device_kind(device, source, root.path()), expected, "{device} {source}");
    };
    check("8:0", "/dev/sda", Kind::Local);
    check("8:16", "/dev/sdb", Kind::Removable);
    check("179:1", "/dev/mmcblk0p1", Kind::Removable);
    check("179:8", "/dev/mmcblk1", Kind::Local);
    check("11:0", "/dev/sr0", Kind::Removable);
    check("253:0", "/dev/mapper/luks-stick", Kind::Removable);
    // Btrfs has a device number of its own making.
    check("0:44", "/dev/sdb", Kind::Removable);
    check("0:25", "tmpfs", Kind::Local);
}

#[test]
fn volumes_by_mountinfo() {
    let root = tempfile::tempdir().unwrap();
    sysfs(root.path());
    let mounts = parse_mounts(
        b"1 0 8:0 / / rw - ext4 /dev/sda rw\n\
          2 1 0:5 / /proc rw - proc proc rw\n\
          3 1 8:16 / /media/stick rw - vfat /dev/sdb rw\n\
          4 1 0:60 / /mnt/nfs rw - nfs4 nas:/vol rw\n\
          5 1 0:61 / /mnt/ssh rw - fuse.sshfs jan@pc: rw\n\
          6 1 0:62 / /home/jan/OD rw - fuse.onedriver onedriver rw\n\
          7 1 0:63 / /mnt/dav rw - fuse.davfs2 https://x rw\n\
          8 1 8:16 / /media/ntfs rw - fuseblk /dev/sdb rw\n",
    );
    let kinds: Vec<_> = mount_facts(&mounts, root.path())
        .into_iter()
        .map(|volume| volume.kind)
        .collect();
    let cloud = Kind::Cloud(Provider::new("OneDrive", Account::Unknown));
    let expected = [
        Kind::Local,
        Kind::Removable,
        Kind::Share,
        Kind::Share,
        cloud,
        Kind::Share,
        Kind::Removable,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn sync_folders_by_the_clients_own_markers() {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        ".dropbox/info.json",
        r#"{"personal": {"path": "/d/Prive", "host": 1}, "business": {"path": "/d/Firma"}}"#,
    );
    write(
        ".config/Nextcloud/nextcloud.cfg",
        "[Accounts]\n0\\Folders\\1\\localPath=/d/Wolk/\n0\\url=https://x\n",
    );
    write(".config/onedrive/config", "# sync_dir\nsync_dir = \"~/Een\"\n");
    write("Team/.sync_0a1b2c.db", "");
    write("Oud/.owncloudsync.log", "");
    write("Gewoon/brief.txt", "");
    write("AppData/Roaming/Dropbox/info.json", "not json");
    write(
        "AppData/Roaming/Nextcloud/nextcloud.cfg",
        "localPath=\n0\\localPath=C:\\\n",
    );
    let mut found: Vec<_> = markers(home.path())
        .into_iter()
        .map(|folder| {
            let root = folder.root.replace(&*home.path().to_string_lossy(), "~");
            format!("{root} {} {:?}", folder.provider.name, folder.provider.account)
        })
        .collect();
    found.sort();
    let expected = [
        "/d/Firma Dropbox Business",
        "/d/Prive Dropbox Personal",
        "/d/Wolk/ Nextcloud Unknown",
        "~/Een OneDrive Unknown",
        "~/Oud ownCloud Unknown",
        "~/Team Nextcloud Unknown",
    ];
    // A drive that is no path on this system is one name here.
    found.retain(|line| !line.starts_with("C:"));
    assert_eq!(found, expected);
}
